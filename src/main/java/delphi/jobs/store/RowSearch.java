package delphi.jobs.store;

import delphi.jobs.job.Failure;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Status;
import delphi.jobs.store.row.FailureReader;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Stamp;
import delphi.jobs.store.row.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds rows for people who look: along the narrowest index that fits, the rest by filtering.
 *
 * <p>A table has no index for every question, so rows are read in ever larger pieces until enough
 * of them match, at most {@value #READ_MAX}. Times are compared as times, whatever their dialect.
 */
final class RowSearch {
  static final int READ_MAX = 10_000;

  private static final int READ_FIRST_MIN = 200;
  private static final int GROWTH = 4;

  /** No two zones of the world lie further apart. */
  private static final Duration DIALECTS_APART_MAX = Duration.ofHours(27);

  private static final int DATE_CHARS = 10;

  private final Table table;
  private final RowReader reader;

  RowSearch(Table table, RowReader reader) {
    this.table = table;
    this.reader = reader;
  }

  List<Row> find(JobFilter filter) {
    int limit = Math.clamp((long) filter.limit() * GROWTH, READ_FIRST_MIN, READ_MAX);
    while (true) {
      List<Row> read = table.query(query(filter, limit));
      List<Row> found = read.stream().filter(row -> matches(filter, row)).toList();
      if (found.size() >= filter.limit() || read.size() < limit || limit == READ_MAX) {
        return found.stream().sorted(newestFirst()).limit(filter.limit()).toList();
      }
      limit = Math.min(READ_MAX, limit * GROWTH);
    }
  }

  private static Query query(JobFilter filter, int limit) {
    String conversation = filter.conversationId();
    Status status = filter.status();
    Query.Index index = conversation == null ? Query.Index.STATUS : Query.Index.CONVERSATION;
    String key = conversation == null && status != null ? status.name() : conversation;
    return new Query(index, key, Query.Order.NEWEST_FIRST, limit, from(filter.since()), null)
        .createdTo(to(filter.before()));
  }

  /** Where the index can begin: early enough for every dialect, which is then looked at exactly. */
  private static @Nullable String from(@Nullable Instant since) {
    return since == null
        ? null
        : Stamp.of(since.minus(DIALECTS_APART_MAX)).substring(0, DATE_CHARS);
  }

  /** Where it can end, for every dialect again. */
  private static @Nullable String to(JobFilter.@Nullable Place before) {
    return before == null ? null : Stamp.of(before.createdAt().plus(DIALECTS_APART_MAX));
  }

  private boolean matches(JobFilter filter, Row row) {
    Status status = filter.status();
    JobType type = filter.type();
    String conversation = filter.conversationId();
    Instant since = filter.since();
    return (status == null || has(row, Name.STATUS, status.name()))
        && (type == null || isOf(type, row))
        && (conversation == null || has(row, Name.CONVERSATION_ID, conversation))
        && (since == null || isSince(since, row))
        && (filter.before() == null || isBehind(filter.before(), row))
        && ((filter.cause() == null && filter.fingerprint() == null) || hasFailed(filter, row));
  }

  private static boolean hasFailed(JobFilter filter, Row row) {
    Failure failure = FailureReader.of(row).orElse(null);
    return failure != null
        && (filter.cause() == null || failure.cause().equals(filter.cause()))
        && (filter.fingerprint() == null || failure.fingerprint().equals(filter.fingerprint()));
  }

  private static boolean has(Row row, String name, String value) {
    return row.text(name).filter(value::equals).isPresent();
  }

  private static boolean isOf(JobType type, Row row) {
    return row.text(Name.JOB_TYPE)
        .filter(name -> !name.isBlank())
        .filter(name -> new JobType(name).equals(type))
        .isPresent();
  }

  private boolean isSince(Instant since, Row row) {
    return createdAt(row)
        .map(created -> !created.isBefore(since))
        .orElseGet(() -> row.text(Name.CREATED_AT).orElse("").compareTo(Stamp.of(since)) >= 0);
  }

  private boolean isBehind(JobFilter.Place place, Row row) {
    int later = createdAt(row).orElse(Instant.MIN).compareTo(place.createdAt());
    return later < 0 || (later == 0 && row.jobId().compareTo(place.jobId()) < 0);
  }

  /** Rows whose time says nothing come last. */
  private Comparator<Row> newestFirst() {
    return Comparator.comparing((Row row) -> createdAt(row).orElse(Instant.MIN))
        .thenComparing(Row::jobId)
        .reversed();
  }

  private Optional<Instant> createdAt(Row row) {
    return reader.time(row, Name.CREATED_AT);
  }
}
