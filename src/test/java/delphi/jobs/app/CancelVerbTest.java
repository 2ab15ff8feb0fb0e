package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.store.row.ARow;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code cancel} does in each state, and what {@code wait} says of the end. */
class CancelVerbTest {
  @TempDir private Path home = Path.of("");

  @BeforeEach
  void makeTheStore() {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
  }

  @Test
  void aJobThatWaitsEndsAtOnce() {
    new Shelf(home).put(ARow.pending("job"));

    Cli.Ran ran = new Cli(home).run("cancel", "job", "--reason", "no more");

    assertThat(ran).isEqualTo(new Cli.Ran(Exit.OK, "job\n", "delphi: cancelled.\n"));
    assertThat(new Shelf(home).row("job").text("status")).contains("FAILED");
    assertThat(new Shelf(home).row("job").text("phase")).contains("CANCELLED");
    assertThat(new Cli(home).run("show", "job").out()).contains("Cancelled: no more");
  }

  @Test
  void aJobThatOursRunsIsAskedToStop() {
    new Shelf(home).put(running("2.11111111-1111-4111-8111-111111111111"));

    Cli.Ran ran = new Cli(home).run("cancel", "job");

    assertThat(ran.exit()).isEqualTo(Exit.OK);
    assertThat(ran.err()).contains("its poller was asked to stop it");
    assertThat(new Shelf(home).row("job").text("cancel_requested_at"))
        .contains("2026-11-22T12:00:00.000000+00:00");
    assertThat(new Shelf(home).row("job").text("status")).contains("PROCESSING");
  }

  @Test
  void aJobThatAnotherKindOfPollerRunsCannotBeCancelledHere() {
    new Shelf(home).put(running("1.11111111-1111-4111-8111-111111111111"));

    Cli.Ran ran = new Cli(home).run("cancel", "job");

    assertThat(ran.exit()).isEqualTo(Exit.CONFLICT);
    assertThat(ran.err()).contains("worker old-poller runs it").hasLineCount(1);
    assertThat(new Shelf(home).row("job").text("cancel_requested_at")).isEmpty();
  }

  @Test
  void aJobThatHasEndedStaysAsItIs() {
    new Shelf(home).put(ARow.pending("job").text("status", "COMPLETED"));

    Cli.Ran ran = new Cli(home).run("cancel", "job");

    assertThat(ran.exit()).isEqualTo(Exit.CONFLICT);
    assertThat(ran.err()).isEqualTo("delphi: job job: it is COMPLETED and cannot be cancelled.\n");
  }

  @Test
  void aRowThatCannotBeReadIsLeftToThePoller() {
    new Shelf(home).put(ARow.pending("job").without("conversation_id"));

    assertThat(new Cli(home).run("cancel", "job").err()).contains("its row cannot be read");
  }

  @Test
  void waitTellsTheOutcomeByItsExitCode() {
    Shelf shelf = new Shelf(home);
    shelf.put(ARow.pending("good").text("status", "COMPLETED"));
    shelf.put(
        ARow.pending("bad")
            .text("status", "FAILED")
            .text("job_results", "{\"error\":\"Broken.\"}"));

    assertThat(new Cli(home).run("wait", "good").exit()).isEqualTo(Exit.OK);
    Cli.Ran bad = new Cli(home).run("wait", "bad");
    assertThat(bad.exit()).isEqualTo(Exit.FAILED);
    assertThat(bad.err()).isEqualTo("delphi: job bad ended as FAILED: Broken.\n");
    assertThat(new Cli(home).run("wait", "good", "--json").out()).contains("\"COMPLETED\"");
    assertThat(new Cli(home).run("wait", "none").exit()).isEqualTo(Exit.NOT_FOUND);
  }

  @Test
  void waitEndsWhenItsTimeIsOver() {
    new Shelf(home).put(ARow.pending("slow"));

    Cli.Ran ran = new Cli(home).run("wait", "slow", "--timeout=10s");

    assertThat(ran.exit()).isEqualTo(Exit.TIMED_OUT);
    assertThat(ran.err()).contains("has not ended yet");
    assertThat(new Cli(home).run("wait", "slow", "--timeout=soon").exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void waitIsForAllAndTellsTheWorst() {
    new Shelf(home).put(ARow.pending("one").text("status", "COMPLETED"));
    new Shelf(home).put(ARow.pending("two").text("status", "FAILED"));
    new Shelf(home).put(ARow.pending("three"));

    assertThat(new Cli(home).run("wait", "one", "two").exit()).isEqualTo(Exit.FAILED);
    assertThat(new Cli(home).run("wait", "two", "one").exit()).isEqualTo(Exit.FAILED);
    assertThat(new Cli(home).run("wait", "one", "one").exit()).isEqualTo(Exit.OK);
    assertThat(new Cli(home).run("wait", "two", "three", "--timeout=10s").exit())
        .isEqualTo(Exit.TIMED_OUT);
    assertThat(new Cli(home).run("wait", "three", "two", "--timeout=10s").exit())
        .isEqualTo(Exit.TIMED_OUT);
    assertThat(new Cli(home).run("wait", "one", "one").err()).hasLineCount(1);
  }

  @Test
  void theTimeToWaitIsForAllTogether() {
    new Shelf(home).put(ARow.pending("soon"));
    new Shelf(home).put(ARow.pending("never"));
    int[] looks = {0};
    Cli cli = new Cli(home);
    cli.whilePausing(span -> {
      cli.after(span);
      if (++looks[0] == 6) {
        new Shelf(home).change("soon", new ARow(Map.of()).text("status", "COMPLETED"));
      }
      return looks[0] < 50;
    });

    assertThat(cli.run("wait", "soon", "never", "--timeout=10s").exit()).isEqualTo(Exit.TIMED_OUT);
    assertThat(looks[0]).isEqualTo(10);
  }

  @Test
  void anInterruptedWaitIsNoTimeOut() {
    new Shelf(home).put(ARow.pending("slow"));

    Cli.Ran ran = new Cli(home).whilePausing(_ -> false).run("wait", "slow");

    assertThat(ran.exit()).isEqualTo(Exit.INTERRUPTED);
    assertThat(ran.err()).contains("has not ended yet");
  }

  @Test
  void waitSeesTheEndWhenItComes() {
    new Shelf(home).put(ARow.pending("job"));
    Cli cli =
        new Cli(home)
            .whilePausing(span -> {
              new Shelf(home).change("job", new ARow(Map.of()).text("status", "COMPLETED"));
              return true;
            });

    assertThat(cli.run("wait", "job").exit()).isEqualTo(Exit.OK);
  }

  private static ARow running(String claimId) {
    return ARow.pending("job")
        .text("status", "PROCESSING")
        .text("worker_id", "old-poller")
        .text("claim_id", claimId)
        .text("lock_expires_at", "2026-11-22T12:01:00.000000+00:00")
        .number("version", 2);
  }
}
