package delphi.jobs.store;

import delphi.jobs.job.Failure;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.State;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds rows for people who look: along the narrowest index that fits, the rest by filtering.
 *
 * <p>A table has no index for every question, so rows are read in ever larger pieces until enough
 * of them match, at most {@value #READ_MAX}; what lies behind them is found by going on from where
 * the search has ended. Times are compared as times, whatever their dialect.
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

  /** What matches, and where a search for more of it begins. */
  Found find(JobFilter filter) {
    List<Row> found = new ArrayList<>();
    TreeSet<String> unsettled = new TreeSet<>();
    for (JobFilter part : parts(filter)) {
      Look look = look(part);
      found.addAll(look.found());
      if (look.end() != null) {
        unsettled.add(look.end());
      }
    }
    found.sort(newestFirst());
    List<Row> shown = found.subList(0, Math.min(filter.limit(), found.size()));
    found.subList(shown.size(), found.size()).forEach(row -> unsettled.add(createdText(row)));
    return new Found(shown, unsettled.isEmpty() ? null : next(filter, shown, unsettled.last()));
  }

  /** A state may be that of rows with several statuses, each with a part of the index. */
  private static List<JobFilter> parts(JobFilter filter) {
    State state = filter.state();
    return state == null || filter.status() != null || filter.conversationId() != null
        ? List.of(filter)
        : state.statuses().stream().map(filter::with).toList();
  }

  private JobFilter.@Nullable Place next(JobFilter filter, List<Row> shown, String seek) {
    JobFilter.Place before = filter.before() == null ? JobFilter.Place.FIRST : filter.before();
    if (shown.isEmpty()) {
      return seek.equals(before.seek()) ? null : before.from(seek);
    }
    Row last = shown.getLast();
    Instant created = createdAt(last).orElse(Instant.MIN);
    return new JobFilter.Place(created, last.jobId(), seek);
  }

  /**
   * What was found in the newest part of an index.
   *
   * @param end the {@code created_at} before which nothing was looked at; null for none
   */
  private record Look(List<Row> found, @Nullable String end) {}

  private Look look(JobFilter filter) {
    int limit = Math.clamp((long) filter.limit() * GROWTH, READ_FIRST_MIN, READ_MAX);
    while (true) {
      List<Row> read = table.query(query(filter, limit));
      String end = read.size() < limit ? null : createdText(read.getLast());
      List<Row> found =
          read.stream().filter(row -> isSettled(row, read, end) && matches(filter, row)).toList();
      if (found.size() >= filter.limit() || end == null || limit == READ_MAX) {
        return new Look(found, end);
      }
      limit = Math.min(READ_MAX, limit * GROWTH);
    }
  }

  /** Rows made at the very time where a look ends are left to the next, which sees all of them. */
  private static boolean isSettled(Row row, List<Row> read, @Nullable String end) {
    boolean isAllOneTime = read.size() == READ_MAX && createdText(read.getFirst()).equals(end);
    return isAllOneTime || !createdText(row).equals(end);
  }

  private static String createdText(Row row) {
    return row.text(Name.CREATED_AT).orElse("");
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
    if (before == null) {
      return null;
    }
    return before.seek() == null
        ? Stamp.of(before.createdAt().plus(DIALECTS_APART_MAX))
        : before.seek();
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
        && ((filter.cause() == null && filter.fingerprint() == null) || hasFailed(filter, row))
        && (filter.state() == null || isIn(filter.state(), row));
  }

  private boolean isIn(State state, Row row) {
    return reader.read(row) instanceof Job job && job.state() == state;
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
