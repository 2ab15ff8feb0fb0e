package delphi.jobs.migration;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.State;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.StoreSetup.Finding;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowFixture;
import delphi.jobs.store.row.RowReader;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Counts of a table of rows of every writer, and what follows from them. */
class CensusTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final RowReader READER = new RowReader(ZoneOffset.UTC);

  @Test
  void everyRowOfEveryWriterIsCountedOnce() {
    List<Row> rows = RowFixture.all().stream().map(RowFixture::row).toList();

    Census census = census(rows.toArray(Row[]::new));

    assertThat(census.rows()).isEqualTo(rows.size());
    assertThat(sum(census.statuses())).isEqualTo(rows.size());
    assertThat(sum(census.dialects().environments())).isEqualTo(rows.size());
    assertThat(sum(census.dialects().configs())).isEqualTo(rows.size());
    assertThat(census.dialects().times())
        .containsKeys(TimeForm.UTC_Z, TimeForm.UTC_OFFSET, TimeForm.LOCAL, TimeForm.NO_TIME);
    assertThat(census.dialects().environments()).containsKeys(TreeForm.values());
    assertThat(census.dialects().configs()).containsKeys(TreeForm.values());
    assertThat(census.unknownTypes()).isEqualTo(Map.of(new JobType("TOPIC_AGENDA_EXPORT"), 1));
    assertThat(census.unreadable()).hasSizeGreaterThan(10);
    assertThat(census.ours()).containsKeys(State.PARKED, State.HELD, State.PROCESSING);
  }

  @Test
  void aTimeIsKnownByItsForm() {
    assertThat(TimeForm.of("2026-11-22T00:19:56.374Z")).isEqualTo(TimeForm.UTC_Z);
    assertThat(TimeForm.of("2026-11-22T00:19:56.374123+00:00")).isEqualTo(TimeForm.UTC_OFFSET);
    assertThat(TimeForm.of("2026-11-22T00:19:56+01:00")).isEqualTo(TimeForm.OTHER_ZONE);
    assertThat(TimeForm.of("2026-11-22 00:19:56")).isEqualTo(TimeForm.LOCAL);
    assertThat(TimeForm.of("soon")).isEqualTo(TimeForm.NO_TIME);
  }

  @Test
  void whatOthersHaveIsToldByHowFirmlyTheyHaveIt() {
    ARow running =
        ARow.pending("x")
            .text("status", "PROCESSING")
            .text("worker_id", "w1")
            .number("timeout_seconds", 3_600);
    Census census =
        census(
            running
                .text("job_id", "locked")
                .text("lock_expires_at", "2026-11-22T12:10:00.000000+00:00")
                .row(),
            running
                .text("job_id", "lapsed")
                .text("started_at", "2026-11-22T11:30:00.000000+00:00")
                .text("lock_expires_at", "2026-11-22T11:45:00.000000+00:00")
                .row(),
            running.text("job_id", "unlocked").text("started_at", "2026-11-22T10:57:00").row(),
            running.text("job_id", "stuck").text("started_at", "2026-11-22T10:54:00Z").row(),
            running.text("job_id", "unknown").row(),
            running
                .text("job_id", "parked")
                .text("worker_id", "none")
                .text("phase", "PARKED")
                .text("lock_expires_at", "2026-11-22T12:10:00.000000+00:00")
                .row(),
            running
                .text("job_id", "ours")
                .number("version", 2)
                .text("claim_id", "2.00000000-0000-0001-0000-000000000002")
                .row());

    assertThat(ids(census, Grip.LOCKED)).containsExactly("locked");
    assertThat(ids(census, Grip.LAPSED)).containsExactly("lapsed");
    assertThat(ids(census, Grip.WITHOUT_LOCK)).containsExactly("unlocked");
    assertThat(ids(census, Grip.STUCK)).containsExactly("stuck", "unknown");
    assertThat(census.ours()).isEqualTo(Map.of(State.PARKED, 1, State.PROCESSING, 1));
  }

  @Test
  void aTableWithoutItsMainIndexIsAProblemAndWithoutAnotherItIsNone() {
    List<Remark> remarks =
        Readiness.ofTables(
            List.of(
                new Finding("T", Finding.Kind.PRESENT, "keys"),
                new Finding("T/StatusCreatedIndex", Finding.Kind.ABSENT, "gone"),
                new Finding("T/JobTypeIndex", Finding.Kind.ABSENT, "gone"),
                new Finding("J", Finding.Kind.WOULD_CREATE, "")));

    assertThat(remarks)
        .extracting(Remark::severity)
        .containsExactly(Severity.FINE, Severity.PROBLEM, Severity.WARNING, Severity.WARNING);
  }

  @Test
  void whatOnlyWarnsOfRowsIsNoProblem() {
    List<Remark> remarks =
        Readiness.ofRows(
            census(RowFixture.all().stream().map(RowFixture::row).toArray(Row[]::new)));

    assertThat(remarks).allMatch(Remark::isOk);
    assertThat(remarks)
        .extracting(Remark::id)
        .contains("times:local", "types:unknown", "rows:unreadable", "held:stuck", "held:ours");
  }

  @Test
  void aSurveyFindsTheOldRowsThatHaveNotEndedAndSaysWhenItIsBounded() {
    MemoryTable table = new MemoryTable();
    ARow old = ARow.pending("old").text("created_at", "2020-01-01T00:00:00Z");
    table.write(Change.insert(old.text("status", "PROCESSING").row()));
    for (int number = 0; number < 5; number++) {
      table.write(Change.insert(ARow.pending("done-" + number).text("status", "COMPLETED").row()));
    }
    JobStore store = new TableJobStore(table, READER);

    Survey bounded = Survey.of(store, 2);
    assertThat(bounded.rows()).extracting(Row::jobId).contains("old").hasSize(3);
    assertThat(bounded.isComplete()).isTrue();
    assertThat(Survey.of(store, 1).isComplete()).isFalse();
    assertThat(Survey.ofOpen(store, 10).rows()).extracting(Row::jobId).containsExactly("old");
  }

  @Test
  void settingsAreBrokenWhenTheyCannotBeRead() {
    Row row = ARow.pending("a").with("job_config", new Attribute.Num("7")).row();

    assertThat(TreeForm.of(row, "job_config", READER.read(row))).isEqualTo(TreeForm.BROKEN);
  }

  private static Census census(Row... rows) {
    return Census.of(List.of(rows), READER::read, CensusTest::isNoExport, NOON);
  }

  private static boolean isNoExport(Job job) {
    return !job.type().name().contains("EXPORT");
  }

  private static List<String> ids(Census census, Grip grip) {
    return census.others(grip).stream().map(Holding::jobId).toList();
  }

  private static int sum(Map<?, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
