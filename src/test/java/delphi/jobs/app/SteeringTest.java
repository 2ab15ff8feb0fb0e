package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Row;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators can do to jobs: hold, release, retry, requeue, force-fail, reset-stuck. */
class SteeringTest {
  private static final String OURS = "2.11111111-1111-4111-8111-111111111111";
  private static final String NEVER = "9999-12-31T23:59:59.999999+00:00";

  @TempDir private Path home = Path.of("");
  private Shelf shelf = new Shelf(home);

  @BeforeEach
  void makeTheStore() {
    assertThat(run("init").exit()).isEqualTo(Exit.OK);
    shelf = new Shelf(home);
  }

  @Test
  void aJobThatWaitsIsHeldAndReleased() {
    shelf.put(ARow.pending("job"));

    Cli.Ran held = run("hold", "job", "--reason", "until Ann is back");

    assertThat(held)
        .isEqualTo(
            new Cli.Ran(Exit.OK, "job\n", "delphi: held. `delphi release job` lets it go on.\n"));
    assertThat(run("show", "job").out()).contains("HELD", "Held: until Ann is back");
    assertThat(run("hold", "job").err()).isEqualTo("delphi: job job: it is held already.\n");

    assertThat(run("release", "job", "--reason", "she is").err())
        .isEqualTo("delphi: released: it waits for a poller.\n");
    assertThat(row("job").text("status")).contains("PENDING");
    assertThat(row("job").text("last_error")).contains("Released: she is");
    assertThat(row("job").text("lock_expires_at")).isEmpty();
    assertThat(run("release", "job").exit()).isEqualTo(Exit.CONFLICT);
  }

  @Test
  void aJobThatHasFailedBeginsAnew() {
    shelf.put(
        ARow.pending("job")
            .text("status", "FAILED")
            .text("phase", "CANCELLED")
            .text("completed_at", "2026-11-22T11:00:00.000000+00:00")
            .text("cancel_requested_at", "2026-11-22T10:59:00.000000+00:00")
            .text("first_started_at", "2026-11-21T10:59:00.000000+00:00")
            .text("job_results", "{\"error\":\"Cancelled.\"}")
            .number("attempt", 4)
            .number("recheck_count", 200)
            .text("somebody_elses", "stays"));

    assertThat(run("retry", "job").err())
        .isEqualTo("delphi: back in the queue, with all attempts.\n");

    Row row = row("job");
    assertThat(row.text("status")).contains("PENDING");
    assertThat(row.text("last_error")).contains("Retried.");
    assertThat(row.text("somebody_elses")).contains("stays");
    assertThat(row.attributes())
        .doesNotContainKeys(
            "phase",
            "completed_at",
            "cancel_requested_at",
            "first_started_at",
            "job_results",
            "recheck_count");
    assertThat(run("show", "job", "--json").out())
        .contains("\"attempt\" : 0", "\"retry_count\" : 0");
    assertThat(run("retry", "job").err()).contains("it has not run yet");
  }

  @Test
  void aJobIsNotTakenFromAHolderThatIsAlive() {
    shelf.put(processing("ours", OURS, "2026-11-22T12:01:00.000000+00:00"));
    shelf.put(processing("theirs", "", "2026-11-22T12:01:00.000000+00:00"));

    assertThat(run("requeue", "ours", "--yes").err())
        .contains("worker w has it until 2026-11-22T12:01", "`delphi cancel ours` stops it.");
    assertThat(run("requeue", "theirs", "--yes").err()).contains("Stop it where it runs");
    assertThat(row("ours").text("status")).contains("PROCESSING");
  }

  @Test
  void aJobWithoutALockIsTakenOnlyByOneWhoIsSure() {
    shelf.put(processing("job", "", null));

    Cli.Ran unsure = run("requeue", "job");

    assertThat(unsure.exit()).isEqualTo(Exit.CONFLICT);
    assertThat(unsure.err())
        .isEqualTo(
            "delphi: job job: worker w may still run it, then it would run twice. Make sure that it"
                + " is gone. Add --yes if you are sure.\n");
    assertThat(run("requeue", "job", "--dry-run").err())
        .isEqualTo("delphi: job job would be changed: back in the queue.\n");
    assertThat(row("job").text("status")).contains("PROCESSING");

    assertThat(run("requeue", "job", "-y", "--reason", "host is gone").exit()).isEqualTo(Exit.OK);
    assertThat(row("job").text("status")).contains("PENDING");
    assertThat(row("job").text("worker_id")).contains("none");
    assertThat(row("job").text("last_error")).contains("Requeued: host is gone");
  }

  @Test
  void aJobOfOursIsTakenOnceItsLeaseIsSurelyOver() {
    shelf.put(processing("just", OURS, "2026-11-22T11:59:45.000000+00:00"));
    shelf.put(processing("long", OURS, "2026-11-22T11:59:20.000000+00:00"));

    assertThat(run("requeue", "just").exit()).isEqualTo(Exit.CONFLICT);
    assertThat(run("requeue", "long").exit()).isEqualTo(Exit.OK);
  }

  @Test
  void aJobCanBeFailedWhoeverHasIt() {
    shelf.put(processing("ours", OURS, "2026-11-22T12:01:00.000000+00:00"));

    assertThat(run("force-fail", "ours").err()).contains("stops its process when it notices");
    assertThat(run("force-fail", "ours", "--yes", "--reason", "wrong data").exit())
        .isEqualTo(Exit.OK);

    assertThat(row("ours").text("status")).contains("FAILED");
    assertThat(row("ours").text("lock_expires_at")).isEmpty();
    assertThat(run("show", "ours").out()).contains("Failed by an operator: wrong data");
    assertThat(run("force-fail", "ours").err())
        .contains("it has ended as FAILED", "`delphi retry ours` runs it again");
  }

  @Test
  void manyAreChangedByAFilterAndOnlyWithAYes() {
    shelf.put(ARow.pending("a").text("status", "FAILED"));
    shelf.put(ARow.pending("b").text("status", "FAILED").text("conversation_id", "77"));
    shelf.put(ARow.pending("c").text("status", "COMPLETED"));

    Cli.Ran unsure = run("retry", "status:FAILED");
    assertThat(unsure.exit()).isEqualTo(Exit.CONFLICT);
    assertThat(unsure.err())
        .isEqualTo(
            "delphi: retry status:FAILED: it would change 2 jobs. Add --yes to do it, --dry-run to"
                + " see which.\n");
    assertThat(run("retry", "status:FAILED", "--dry-run").out().lines())
        .containsExactlyInAnyOrder("a", "b");
    assertThat(row("a").text("status")).contains("FAILED");

    assertThat(run("retry", "status:FAILED", "conversation:77", "--yes").out()).isEqualTo("b\n");
    Cli.Ran rest = run("retry", "since:10000d", "--yes");
    assertThat(rest.out()).isEqualTo("a\n");
    assertThat(rest.err()).isEqualTo("delphi: 1 of 1 job changed.\n");
    assertThat(row("c").text("status")).contains("COMPLETED");
    assertThat(run("retry", "status:FAILED", "--yes").err())
        .isEqualTo("delphi: no job matches that one can retry.\n");
  }

  @Test
  void severalIdsAreAllRefusedWhenOneCannotBe() {
    shelf.put(ARow.pending("a").text("status", "FAILED"));
    shelf.put(ARow.pending("b"));

    assertThat(run("retry", "a", "b").err()).contains("job b: it has not run yet");
    assertThat(row("a").text("status")).contains("FAILED");
    assertThat(run("retry", "a", "nobody").exit()).isEqualTo(Exit.NOT_FOUND);
    assertThat(run("retry").exit()).isEqualTo(Exit.USAGE);
    assertThat(run("retry", "stats:FAILED").err()).contains("status");
  }

  @Test
  void whatIsStuckIsResetAndWhatMayBeAliveIsNot() {
    String longAgo = "2026-11-22T03:00:00.000000+00:00";
    shelf.put(since(longAgo, processing("no-lock", "", null)));
    shelf.put(since(longAgo, processing("old-lock", "", "2026-11-22T03:15:00.000000+00:00")));
    shelf.put(since(longAgo, processing("ours-alive", OURS, "2026-11-22T12:01:00.000000+00:00")));
    shelf.put(since("2026-11-22T11:00:00.000000+00:00", processing("young", "", null)));
    shelf.put(since(longAgo, processing("slow", "", null)).number("timeout_seconds", 86_400));
    shelf.put(
        since(longAgo, processing("held", "", NEVER))
            .text("phase", "HELD")
            .text("worker_id", "none"));

    assertThat(run("reset-stuck", "--dry-run").out().lines())
        .containsExactlyInAnyOrder("no-lock", "old-lock");
    assertThat(run("reset-stuck").err()).contains("reset-stuck --older-than 4h", "2 jobs", "--yes");
    assertThat(run("reset-stuck", "--yes", "--older-than", "30m").out().lines())
        .containsExactlyInAnyOrder("no-lock", "old-lock");
    assertThat(row("no-lock").text("status")).contains("PENDING");
    assertThat(row("young").text("status")).contains("PROCESSING");
    assertThat(run("reset-stuck", "--older-than", "soon").exit()).isEqualTo(Exit.USAGE);
  }

  private static ARow since(String time, ARow row) {
    return row.text("started_at", time).text("updated_at", time);
  }

  private static ARow processing(String id, String claimId, @Nullable String lock) {
    ARow row = ARow.pending(id).text("status", "PROCESSING").text("worker_id", "w");
    ARow claimed = claimId.isEmpty() ? row : row.text("claim_id", claimId);
    ARow locked = lock == null ? claimed : claimed.text("lock_expires_at", lock);
    return locked.number("version", 2);
  }

  private Row row(String id) {
    return shelf.row(id);
  }

  private Cli.Ran run(String... args) {
    return new Cli(home).run(args);
  }
}
