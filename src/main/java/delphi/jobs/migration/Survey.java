package delphi.jobs.migration;

import delphi.jobs.job.Status;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.row.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bounded look at the rows of a table: the newest of each status that has not ended, because
 * those are what matters and may be old, and the newest of all.
 *
 * @param rows each once
 * @param isComplete whether none that has not ended was left out
 */
public record Survey(List<Row> rows, boolean isComplete) {
  private static final List<Status> OPEN =
      List.of(
          Status.PENDING, Status.PROCESSING, Status.AWAITING_RECHECK, Status.LOCKED_FOR_CHECKING);

  public Survey {
    rows = List.copyOf(rows);
  }

  /**
   * Looks at all rows.
   *
   * @param limit at most so many of each status, and of the newest
   */
  public static Survey of(JobStore store, int limit) {
    return of(store, limit, limit);
  }

  /**
   * Looks at all rows that have not ended, and at the newest of all.
   *
   * @param newest so many of these
   */
  public static Survey of(JobStore store, int limit, int newest) {
    Map<String, Row> rows = new LinkedHashMap<>();
    boolean complete = readOpen(store, limit, rows);
    store.rows(filter(null, newest)).forEach(row -> rows.putIfAbsent(row.jobId(), row));
    return new Survey(List.copyOf(rows.values()), complete);
  }

  /** Looks only at rows that have not ended. */
  public static Survey ofOpen(JobStore store, int limit) {
    Map<String, Row> rows = new LinkedHashMap<>();
    boolean complete = readOpen(store, limit, rows);
    return new Survey(List.copyOf(rows.values()), complete);
  }

  /** Looks at the newest rows only, for a table without the index of statuses. */
  public static Survey ofNewest(JobStore store, int limit) {
    List<Row> rows = store.rows(filter(null, limit));
    return new Survey(rows, rows.size() < limit);
  }

  private static boolean readOpen(JobStore store, int limit, Map<String, Row> rows) {
    boolean complete = true;
    for (Status status : OPEN) {
      List<Row> found = store.rows(filter(status, limit));
      complete &= found.size() < limit;
      found.forEach(row -> rows.putIfAbsent(row.jobId(), row));
    }
    return complete;
  }

  private static JobFilter filter(@Nullable Status status, int limit) {
    return new JobFilter(status, null, null, null, limit);
  }
}
