package delphi.jobs.ops.metrics;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A table whose requests are counted, for one without a server: a server's are counted where they
 * are sent, which sees those to its other tables, and their costs, as well.
 */
public final class MeteredTable implements Table {
  private static final String DONE = "done";

  private final Table table;
  private final StoreMeter meter;
  private final LongSupplier nanos;

  /**
   * @param nanos a clock for spans
   */
  public MeteredTable(Table table, StoreMeter meter, LongSupplier nanos) {
    this.table = table;
    this.meter = meter;
    this.nanos = nanos;
  }

  @Override
  public Written write(Change change) {
    return timed("write", () -> table.write(change), MeteredTable::outcome);
  }

  @Override
  public Optional<Row> get(String jobId) {
    return timed("get", () -> table.get(jobId), _ -> DONE);
  }

  @Override
  public List<Row> query(Query query) {
    return timed("query", () -> table.query(query), _ -> DONE);
  }

  @Override
  public void close() {
    table.close();
  }

  private <T> T timed(String operation, Supplier<T> work, Function<T, String> outcome) {
    long start = nanos.getAsLong();
    String word = "failed";
    try {
      T answer = work.get();
      word = outcome.apply(answer);
      return answer;
    } catch (StoreException unanswered) {
      word = Ends.word(unanswered.kind());
      throw unanswered;
    } finally {
      meter.answered(operation, word, Duration.ofNanos(nanos.getAsLong() - start));
    }
  }

  private static String outcome(Written written) {
    return switch (written) {
      case Written.Done _ -> DONE;
      case Written.ConditionFailed _ -> "condition_failed";
      case Written.TooLarge _ -> "too_large";
      case Written.Refused _ -> "denied";
      case Written.NoAnswer _ -> "unavailable";
    };
  }
}
