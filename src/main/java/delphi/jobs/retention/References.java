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
import java.util.stream.Stream;

/** The jobs that others name which have not ended: their root, their check. */
final class References {
  /** Nobody has so many at once; where somebody has, it cannot be known what is still needed. */
  static final int LIVE_MAX = 10_000;

  private static final List<Status> LIVE =
      Stream.of(Status.values()).filter(status -> !status.isTerminal()).toList();

  private References() {}

  /**
   * Reads them all.
   *
   * @throws StoreException if there are too many
   */
  static Set<String> of(Table table) {
    Set<String> named = new HashSet<>();
    for (Status status : LIVE) {
      List<Row> rows = table.query(Query.oldest(Query.Index.STATUS, status.name(), LIVE_MAX));
      if (rows.size() >= LIVE_MAX) {
        throw new StoreException(
            StoreException.Kind.INVALID,
            "more than %d jobs are %s, so it is not known which others they need"
                .formatted(LIVE_MAX, status),
            "Retain when fewer wait.");
      }
      for (Row row : rows) {
        Stream.of(Name.BATCH_JOB_ID, Name.CHECK_JOB_ID)
            .flatMap(name -> row.text(name).stream())
            .forEach(named::add);
      }
    }
    return named;
  }
}
