package delphi.jobs.cost;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.DoubleAdder;

/**
 * The units that this process has used since it opened its store, by what they were used for; each
 * is charged to the job for which the calling thread works as well. Used by many threads.
 */
public final class UnitsBook {
  /** Whether units are of reading or of writing: they have prices of their own. */
  public enum Kind {
    READ,
    WRITE
  }

  /**
   * What units were used for.
   *
   * @param operation DynamoDB's own name: {@code UpdateItem}
   * @param table its name
   * @param index its name; empty for the table itself
   */
  public record Use(String operation, String table, String index, Kind kind) {
    static final Comparator<Use> ORDER =
        Comparator.comparing(Use::operation).thenComparing(Use::table).thenComparing(Use::index);
  }

  /** So many units of one use. */
  public record Entry(Use use, double units) {}

  private final ConcurrentMap<Use, DoubleAdder> used = new ConcurrentHashMap<>();

  public void add(Use use, double units) {
    used.computeIfAbsent(use, _ -> new DoubleAdder()).add(units);
    Tab.charge(
        switch (use.kind()) {
          case READ -> new Units(units, 0);
          case WRITE -> new Units(0, units);
        });
  }

  /** All that was ever used, in an order that stays the same. */
  public List<Entry> entries() {
    return used.entrySet().stream()
        .sorted((one, other) -> Use.ORDER.compare(one.getKey(), other.getKey()))
        .map(each -> new Entry(each.getKey(), each.getValue().sum()))
        .toList();
  }

  public Units total() {
    return entries().stream()
        .map(entry ->
            switch (entry.use().kind()) {
              case READ -> new Units(entry.units(), 0);
              case WRITE -> new Units(0, entry.units());
            })
        .reduce(Units.NONE, Units::plus);
  }
}
