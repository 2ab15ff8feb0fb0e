package delphi.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import delphi.jobs.job.JobType;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Stamp;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a search asks the table; what it finds is held by {@link SearchContract}. */
class RowSearchTest {
  private static final Instant NOON = TableUnderTest.NOON;

  private final Listening table = new Listening(new MemoryTable());
  private final RowSearch search = new RowSearch(table, new RowReader(ZoneId.of("Asia/Tokyo")));

  @Test
  void aConversationIsNarrowerThanAStatus() {
    search.find(new JobFilter(Status.FAILED, null, "7", null, 10));
    search.find(new JobFilter(Status.FAILED, null, null, null, 10));
    search.find(JobFilter.NEWEST);

    assertThat(table.queries)
        .extracting(Query::index, Query::key)
        .containsExactly(
            tuple(Query.Index.CONVERSATION, "7"),
            tuple(Query.Index.STATUS, "FAILED"),
            tuple(Query.Index.STATUS, null));
  }

  @Test
  void rowsAreReadInLargerAndLargerPiecesUpToABound() {
    for (int i = 0; i < RowSearch.READ_MAX + 500; i++) {
      put(ARow.pending("j" + i));
    }

    assertThat(search.find(new JobFilter(null, new JobType("RARE"), null, null, 10)).rows())
        .isEmpty();
    assertThat(table.queries).extracting(Query::limit).containsExactly(200, 800, 3_200, 10_000);
  }

  @Test
  void whatLiesBehindTheBoundIsFoundByGoingOn() {
    for (int i = 0; i < 2 * RowSearch.READ_MAX; i++) {
      put(created("j" + i, i));
    }
    put(created("rare", -1).text(Name.JOB_TYPE, "RARE"));
    JobFilter rare = new JobFilter(null, new JobType("RARE"), null, null, 10);

    Found first = search.find(rare);
    Found second = search.find(rare.behind(first.next()));
    Found third = search.find(rare.behind(second.next()));

    assertThat(first.rows()).isEmpty();
    assertThat(second.rows()).isEmpty();
    assertThat(third.rows()).extracting(Row::jobId).containsExactly("rare");
    assertThat(third.next()).isNull();
  }

  @Test
  void aPageFarBehindCostsNoMoreThanTheFirst() {
    for (int i = 0; i < 1_000; i++) {
      put(created("j" + i, i));
    }
    Found page = search.find(JobFilter.NEWEST);
    for (int i = 0; i < 10; i++) {
      page = search.find(JobFilter.NEWEST.behind(page.next()));
    }

    assertThat(page.rows().getFirst().jobId()).isEqualTo("j499");
    assertThat(table.queries).hasSize(11).extracting(Query::limit).containsOnly(200);
  }

  @Test
  void aSearchEndsWhereAllRowsAreOfOneMoment() {
    for (int i = 0; i < RowSearch.READ_MAX; i++) {
      put(ARow.pending("j" + i));
    }
    Found page = search.find(new JobFilter(null, null, null, null, RowSearch.READ_MAX));

    assertThat(page.rows()).hasSize(RowSearch.READ_MAX);
    Found nothing = search.find(JobFilter.NEWEST.behind(page.next()));
    assertThat(nothing.rows()).isEmpty();
    assertThat(nothing.next()).isNull();
  }

  @Test
  void aStateIsLookedForUnderItsStatusesAlone() {
    search.find(state(State.PARKED, 10));
    search.find(state(State.CANCELLED, 10));

    assertThat(table.queries)
        .extracting(Query::key)
        .containsExactlyInAnyOrder("PROCESSING", "FAILED", "CANCELLED");
  }

  @Test
  void whereTheIndexHasNoOrderAmongRowsOfOneMomentEachIsShownOnce() {
    table.isTheOtherWayRound = true;
    for (int i = 0; i < 600; i++) {
      ARow row = created("j%03d".formatted(i), i / 150).text(Name.STATUS, "PROCESSING");
      put(i % 50 == 0 ? row.text(Name.PHASE, "PARKED") : row);
    }
    List<String> all = new ArrayList<>();
    JobFilter filter = state(State.PARKED, 2);
    Found page = search.find(filter);
    while (page.next() != null) {
      page.rows().forEach(row -> all.add(row.jobId()));
      page = search.find(filter.behind(page.next()));
    }
    page.rows().forEach(row -> all.add(row.jobId()));

    assertThat(all).hasSize(12).doesNotHaveDuplicates();
  }

  private static JobFilter state(State state, int limit) {
    return new JobFilter(null, state, null, null, null, null, null, null, limit);
  }

  private static ARow created(String id, int second) {
    return ARow.pending(id).text(Name.CREATED_AT, Stamp.of(NOON.plusSeconds(second)));
  }

  @Test
  void oneReadIsEnoughWhereEnoughMatch() {
    for (int i = 0; i < 300; i++) {
      put(created("j" + i, i));
    }

    assertThat(search.find(JobFilter.NEWEST).rows()).hasSize(JobFilter.LIMIT_DEFAULT);
    assertThat(table.queries).hasSize(1);
  }

  @Test
  void theIndexBeginsEarlyEnoughForLocalTimesOfEveryZone() {
    put(ARow.pending("utc").text(Name.CREATED_AT, Stamp.of(NOON)));
    put(ARow.pending("tokyo").text(Name.CREATED_AT, "2026-11-22T21:00:00.123456"));
    put(ARow.pending("early").text(Name.CREATED_AT, "2026-11-22T20:59:59"));

    assertThat(search.find(new JobFilter(null, null, null, NOON, 10)).rows())
        .extracting(Row::jobId)
        .containsExactly("utc", "tokyo");
    assertThat(table.queries).extracting(Query::createdFrom).containsExactly("2026-11-21");
  }

  @Test
  void failuresAreFoundByTheirCauseAndByTheirFingerprint() {
    put(ARow.pending("good"));
    put(ARow.pending("odd").text(Name.JOB_RESULTS, "{\"failure\":7}"));
    put(failed("one", "disk_full", "ab12cd34"));
    put(failed("two", "disk_full", "00000000"));
    put(failed("three", "killed", "11111111"));

    assertThat(found("disk_full", null)).containsExactlyInAnyOrder("one", "two");
    assertThat(found(null, "ab12cd34")).containsExactly("one");
    assertThat(found("killed", "ab12cd34")).isEmpty();
  }

  private List<String> found(@Nullable String cause, @Nullable String fingerprint) {
    JobFilter filter = new JobFilter(null, null, null, null, null, cause, fingerprint, null, 10);
    return search.find(filter).rows().stream().map(Row::jobId).toList();
  }

  private static ARow failed(String id, String cause, String fingerprint) {
    return ARow.pending(id)
        .text(
            Name.JOB_RESULTS,
            "{\"failure\":{\"cause\":\"%s\",\"fingerprint\":\"%s\"}}"
                .formatted(cause, fingerprint));
  }

  private void put(ARow row) {
    table.write(Change.insert(row.row()));
  }

  /** A table that remembers what it was asked. */
  private static final class Listening implements Table {
    private final Table table;
    private final List<Query> queries = new ArrayList<>();

    /** As an index may have it that has no order among rows of one moment. */
    private boolean isTheOtherWayRound;

    private Listening(Table table) {
      this.table = table;
    }

    @Override
    public Written write(Change change) {
      return table.write(change);
    }

    @Override
    public Optional<Row> get(String jobId) {
      return table.get(jobId);
    }

    @Override
    public List<Row> query(Query query) {
      queries.add(query);
      if (!isTheOtherWayRound) {
        return table.query(query);
      }
      Query all =
          new Query(query.index(), query.key(), query.order(), 10_000, null, null)
              .createdTo(query.createdTo());
      return table.query(all).stream()
          .sorted(
              Comparator.comparing((Row row) -> row.text(Name.CREATED_AT).orElseThrow())
                  .reversed()
                  .thenComparing(Row::jobId))
          .limit(query.limit())
          .toList();
    }

    @Override
    public void close() {
      table.close();
    }
  }
}
