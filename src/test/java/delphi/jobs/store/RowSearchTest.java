package delphi.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import delphi.jobs.job.JobType;
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

    assertThat(search.find(new JobFilter(null, new JobType("RARE"), null, null, 10))).isEmpty();
    assertThat(table.queries).extracting(Query::limit).containsExactly(200, 800, 3_200, 10_000);
  }

  @Test
  void oneReadIsEnoughWhereEnoughMatch() {
    for (int i = 0; i < 300; i++) {
      put(ARow.pending("j" + i));
    }

    assertThat(search.find(JobFilter.NEWEST)).hasSize(JobFilter.LIMIT_DEFAULT);
    assertThat(table.queries).hasSize(1);
  }

  @Test
  void theIndexBeginsEarlyEnoughForLocalTimesOfEveryZone() {
    put(ARow.pending("utc").text(Name.CREATED_AT, Stamp.of(NOON)));
    put(ARow.pending("tokyo").text(Name.CREATED_AT, "2026-11-22T21:00:00.123456"));
    put(ARow.pending("early").text(Name.CREATED_AT, "2026-11-22T20:59:59"));

    assertThat(search.find(new JobFilter(null, null, null, NOON, 10)))
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
    JobFilter filter = new JobFilter(null, null, null, null, cause, fingerprint, null, 10);
    return search.find(filter).stream().map(Row::jobId).toList();
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
      return table.query(query);
    }

    @Override
    public void close() {
      table.close();
    }
  }
}
