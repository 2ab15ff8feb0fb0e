package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.store.row.ARow;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code delphi demand}, as people and scalers read it. */
class DemandVerbTest {
  @TempDir private Path home = Path.of("");

  @Test
  void everyFieldIsThereWhateverTheTableHolds() {
    init();
    everyKind();

    Cli.Ran ran = new Cli(home).run("demand", "--json");

    assertThat(ran.exit()).isEqualTo(Exit.OK);
    Snapshot.assertMatches("demand.json", ran.out());
  }

  @Test
  void inWordsThereIsALineForEachKindThatThereIs() {
    init();
    everyKind();

    Snapshot.assertMatches("demand.txt", new Cli(home).run("demand").out());
  }

  @Test
  void anEmptyTableIsThreeLines() {
    init();

    assertThat(new Cli(home).run("demand").out()).hasLineCount(4).contains("wanted    0");
    assertThat(new Cli(home).run("demand", "--json").out())
        .contains("\"oldest_pending_age_seconds\" : null", "\"next_due_seconds\" : null");
  }

  @Test
  void quietlyItIsTheNumberThatAScriptWants() {
    init();
    everyKind();

    assertThat(new Cli(home).run("demand", "-q").out()).isEqualTo("5\n");
    assertThat(new Cli(home).run("demand", "-q", "--types=CREATE_NARRATIVE_BATCH").out())
        .isEqualTo("1\n");
    assertThat(
            new Cli(home).with("DELPHI_EXCLUDE_TYPES", "full_pipeline").run("demand", "-q").out())
        .isEqualTo("2\n");
  }

  @Test
  void whoeverSleepsUntilTheNextCheckIsDueDoesNotWakeTooEarly() {
    init();
    new Shelf(home).put(parked("later", "2026-11-22T12:00:42.500000+00:00"));

    assertThat(new Cli(home).run("demand", "--json").out()).contains("\"next_due_seconds\" : 43");
  }

  @Test
  void whatIsOnlyALowerBoundIsSaid() {
    init();
    everyKind();

    Cli.Ran ran = new Cli(home).run("demand", "--limit=1");

    assertThat(ran.err()).contains("lower bounds", "--limit");
    assertThat(new Cli(home).run("demand", "--limit=1", "--json").out())
        .contains("\"is_complete\" : false");
  }

  @Test
  void aStoreThatIsNotThereAndALimitThatIsNoneAreRefused() {
    assertThat(new Cli(home).run("demand").exit()).isEqualTo(Exit.UNREACHABLE);
    assertThat(new Cli(home).run("demand", "--limit=0").exit()).isEqualTo(Exit.USAGE);
  }

  private void init() {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
  }

  private void everyKind() {
    Shelf shelf = new Shelf(home);
    shelf.put(row("waiting", "2026-11-22T11:59:00Z"));
    shelf.put(row("narrative", "2026-11-22T11:50:00Z").text("job_type", "CREATE_NARRATIVE_BATCH"));
    shelf.put(claimed("running", "2026-11-22T12:01:00.000000+00:00"));
    shelf.put(claimed("orphan", "2026-11-22T11:40:00.000000+00:00"));
    shelf.put(parked("due", "2026-11-22T11:59:59.000000+00:00"));
    shelf.put(parked("later", "2026-11-22T12:00:42.500000+00:00"));
    shelf.put(parked("held", "9999-12-31T23:59:59.000000+00:00").text("phase", "HELD"));
    shelf.put(
        row("elsewhere", "2026-11-22T11:30:00Z")
            .text("status", "PROCESSING")
            .text("worker_id", "old")
            .text("lock_expires_at", "2026-11-22T12:10:00.000000+00:00"));
    shelf.put(
        row("seed", "2026-11-22T11:00:00Z").text("status", "PROCESSING").text("worker_id", "old"));
    shelf.put(row("broken", "2026-11-21T12:00:00Z").without("conversation_id"));
    shelf.put(row("unknown", "2026-11-20T12:00:00Z").text("job_type", "LEGACY"));
  }

  private static ARow claimed(String id, String lock) {
    return row(id, "2026-11-22T11:30:00Z")
        .text("status", "PROCESSING")
        .text("worker_id", "delphi-host-7-abcd")
        .text("claim_id", "2.11111111-1111-4111-8111-111111111111")
        .number("version", 2)
        .text("lock_expires_at", lock);
  }

  private static ARow parked(String id, String due) {
    return row(id, "2026-11-22T11:00:00Z")
        .text("status", "PROCESSING")
        .text("phase", "PARKED")
        .text("job_type", "BATCH_STATUS_CHECK")
        .text("batch_job_id", "root-job")
        .text("lock_expires_at", due);
  }

  private static ARow row(String id, String createdAt) {
    return ARow.pending(id)
        .text("created_at", createdAt)
        .text("updated_at", createdAt)
        .text("conversation_id", id);
  }
}
