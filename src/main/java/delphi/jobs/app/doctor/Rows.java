package delphi.jobs.app.doctor;

import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Status;
import delphi.jobs.job.Unreadable;
import delphi.jobs.migration.Census;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The newest rows of each status: a picture of a table that costs little.
 *
 * @param reads how rows are understood
 */
record Rows(List<Row> rows, Function<Row, Reading> reads) {
  private static final int EXAMPLES = 3;

  Rows {
    rows = List.copyOf(rows);
  }

  /**
   * Reads them.
   *
   * @param limit so many of each status
   */
  static Rows of(Table table, Function<Row, Reading> reads, int limit) {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (Status status : Status.values()) {
      table
          .query(
              new Query(
                  Query.Index.STATUS, status.name(), Query.Order.NEWEST_FIRST, limit, null, null))
          .forEach(row -> rows.putIfAbsent(row.jobId(), row));
    }
    return new Rows(List.copyOf(rows.values()), reads);
  }

  /** Those that can be read. */
  List<Job> jobs() {
    return rows.stream().map(reads).filter(Job.class::isInstance).map(Job.class::cast).toList();
  }

  /** Those that can be read and of which something is true. */
  List<Job> jobs(Predicate<Job> which) {
    return jobs().stream().filter(which).toList();
  }

  List<Unreadable> unreadable() {
    List<Unreadable> unreadable = new ArrayList<>();
    for (Row row : rows) {
      if (reads.apply(row) instanceof Unreadable problems) {
        unreadable.add(problems);
      }
    }
    return unreadable;
  }

  Census census(Instant now) {
    return Census.of(rows, reads, _ -> true, now);
  }

  /** A few of many, by their ids. */
  static String examples(List<String> ids) {
    String few = ids.stream().limit(EXAMPLES).collect(Collectors.joining(", "));
    return ids.size() > EXAMPLES ? few + ", …" : few;
  }
}
