package delphi.jobs.cost;

import delphi.jobs.store.register.Register;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What was spent and ordered in a day, as a text of the register: {@code USD=1.23 orders=3
 * settled=1 held=7:job-1 limit=25USD by=…}.
 *
 * @param held orders for which something is reserved, by name, the oldest first
 * @param orders those for whose names there was no room; the day ends them, or a report
 * @param settled how many of the latter have told since what they have cost
 * @param limit the budget of whoever has written last, for people; empty where there was none
 * @param by whose entry is the newest; makes each text one of its own, so that whoever finds it
 *     there after an answer that got lost knows that it is theirs
 */
record DayBook(
    SortedMap<String, BigDecimal> spent,
    List<Hold> held,
    long orders,
    long settled,
    String limit,
    String by) {
  static final DayBook EMPTY = new DayBook(new TreeMap<>(), List.of(), 0, 0, "", "");

  private static final String ORDERS = "orders";
  private static final String SETTLED = "settled";
  private static final String HELD = "held";
  private static final String LIMIT = "limit";
  private static final String BY = "by";

  DayBook {
    spent = Collections.unmodifiableSortedMap(new TreeMap<>(spent));
    held = List.copyOf(held);
  }

  /**
   * Somebody has told what was spent.
   *
   * @param told jobs whose orders have cost that, if they are reserved by name
   * @param settles whether it was the cost of an order even if none of them is
   */
  DayBook with(Map<String, BigDecimal> more, Set<String> told, boolean settles, String entry) {
    DayBook rest = keeping(hold -> !told.contains(hold.jobId()));
    boolean isNamed = rest.held.size() < held.size();
    long all = settled + (settles && !isNamed ? 1 : 0);
    return new DayBook(Sum.added(spent, more), rest.held, orders, all, limit, entry);
  }

  /** Something is reserved for one more order; of a job that had one already, for the new one. */
  DayBook holding(Hold hold, String entry) {
    List<Hold> all = new ArrayList<>(without(hold.jobId()).held);
    all.add(hold);
    DayBook whole = new DayBook(spent, all, orders, settled, limit, entry);
    while (whole.isLong() && !whole.held.isEmpty()) {
      List<Hold> rest = whole.held.subList(1, whole.held.size());
      whole = new DayBook(spent, rest, whole.orders + 1, settled, limit, entry);
    }
    return whole;
  }

  /** Nothing is ordered under that claim. */
  DayBook releasing(Hold hold, String entry) {
    DayBook rest = keeping(each -> !each.equals(hold));
    return new DayBook(spent, rest.held, orders, settled, limit, entry);
  }

  DayBook without(String jobId) {
    return keeping(hold -> !hold.jobId().equals(jobId));
  }

  DayBook keeping(Predicate<Hold> which) {
    List<Hold> some = held.stream().filter(which).toList();
    return new DayBook(spent, some, orders, settled, limit, by);
  }

  /** Written under that budget; under none it stays what it was. */
  DayBook limitedTo(String other) {
    return other.isEmpty() ? this : new DayBook(spent, held, orders, settled, other, by);
  }

  /** Orders whose cost nobody knows. */
  long open() {
    return Math.max(0, orders - settled) + held.size();
  }

  BigDecimal spent(String currency) {
    return spent.getOrDefault(currency, BigDecimal.ZERO);
  }

  /** Whether it is more than a text of the register may be. */
  boolean isLong() {
    return text().length() > Register.BYTES_MAX;
  }

  String text() {
    StringJoiner text = new StringJoiner(" ");
    spent.forEach((currency, amount) -> text.add(currency + "=" + amount.toPlainString()));
    text.add(ORDERS + "=" + orders).add(SETTLED + "=" + settled);
    if (!held.isEmpty()) {
      text.add(HELD + "=" + held.stream().map(Hold::text).collect(Collectors.joining(",")));
    }
    if (!limit.isEmpty()) {
      text.add(LIMIT + "=" + limit);
    }
    return text.add(BY + "=" + by).toString();
  }

  /** Empty for a text that a newer version has written. */
  static Optional<DayBook> parse(String text) {
    SortedMap<String, BigDecimal> spent = new TreeMap<>();
    List<Hold> held = new ArrayList<>();
    long orders = 0;
    long settled = 0;
    String limit = "";
    String by = "";
    try {
      for (String part : text.split(" ", -1)) {
        int sign = part.indexOf('=');
        String name = part.substring(0, Math.max(0, sign));
        String value = part.substring(sign + 1);
        switch (name) {
          case ORDERS -> orders = Long.parseLong(value);
          case SETTLED -> settled = Long.parseLong(value);
          case HELD -> held.addAll(holds(value));
          case LIMIT -> limit = value;
          case BY -> by = value;
          default -> spent.put(name, new BigDecimal(value));
        }
      }
      return Optional.of(new DayBook(spent, held, orders, settled, limit, by));
    } catch (NumberFormatException another) {
      return Optional.empty();
    }
  }

  private static List<Hold> holds(String value) {
    return Arrays.stream(value.split(",", -1))
        .map(each -> Hold.parse(each).orElseThrow(() -> new NumberFormatException(each)))
        .toList();
  }
}
