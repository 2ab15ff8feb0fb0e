package delphi.jobs.retention;

import delphi.jobs.job.Status;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows with one status, the oldest first, page by page; some of them may go meanwhile. */
final class EndedRows {
  static final int PAGE = 500;

  private static final int PAGE_MAX = 16_000;

  private final Table table;
  private final Status status;
  private int limit = PAGE;
  private @Nullable String from;
  private Set<String> seen = Set.of();
  private boolean isOver;

  EndedRows(Table table, Status status) {
    this.table = table;
    this.status = status;
  }

  /** The next ones; none when there are no more. */
  List<Row> next() {
    while (!isOver) {
      Query query = Query.oldest(Query.Index.STATUS, status.name(), limit).createdFrom(from);
      List<Row> rows = table.query(query);
      isOver = rows.size() < limit;
      List<Row> fresh = rows.stream().filter(row -> !seen.contains(row.jobId())).toList();
      if (!fresh.isEmpty()) {
        remember(rows);
        return fresh;
      }
      enlarge();
    }
    return List.of();
  }

  /** Rows of the newest time may come again, together with others of the same time. */
  private void remember(List<Row> rows) {
    String last = createdAt(rows.getLast());
    Set<String> again = new HashSet<>(last.equals(from) ? seen : Set.of());
    rows.stream().filter(row -> createdAt(row).equals(last)).map(Row::jobId).forEach(again::add);
    from = last;
    seen = again;
  }

  private void enlarge() {
    if (!isOver && limit >= PAGE_MAX) {
      throw new StoreException(
          StoreException.Kind.INVALID,
          "more than " + limit + " rows were created at " + from,
          "Nobody looks behind so many at one time.");
    }
    limit *= 2;
  }

  private static String createdAt(Row row) {
    return row.text(Name.CREATED_AT).orElse("");
  }
}
