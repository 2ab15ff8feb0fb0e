package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.job.State;
import delphi.jobs.store.chronicle.Happened;
import delphi.jobs.store.chronicle.Happening;
import delphi.jobs.store.chronicle.Step;
import delphi.jobs.store.row.ARow;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code diff} says of attempts, and under which names. */
class DiffVerbTest {
  @TempDir private Path home = Path.of("");
  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void makeTheStore() {
    cli = new Cli(home);
    assertThat(cli.run("init").exit()).isEqualTo(Exit.OK);
  }

  @Test
  void twoAttemptsAreComparedByTheProgramsThatRanThem() {
    Shelf shelf = new Shelf(home);
    shelf.put(ARow.pending("job").number("version", 5).text("status", "FAILED"));
    shelf.tell(
        "job",
        Happened.claimed(2, 0, State.PENDING),
        started(2, 0, "0.8", "abc"),
        Happened.ended(Step.HAND_BACK, 3, 3, State.PENDING),
        Happened.claimed(4, 5, State.PENDING),
        started(4, 5, "0.9", "def"),
        Happened.ended(Step.COMPLETE, 5, 9, State.FAILED));

    assertThat(cli.run("diff", "job", "--plain").out())
        .contains("program\t0.8\t0.9\n", "settings\tabc\tdef\n", "end\tPENDING\tFAILED\n")
        .doesNotContain("host\t");
  }

  @Test
  void whatIsOfTheLastAttemptDoesNotPretendToBeOfTheJob() {
    Shelf shelf = new Shelf(home);
    shelf.put(ARow.pending("root").number("version", 3).text("status", "COMPLETED"));
    shelf.tell(
        "root",
        Happened.claimed(2, 0, State.PENDING),
        Happened.ended(Step.PARK, 3, 7, State.PARKED));
    shelf.put(ARow.pending("other"));

    String told = cli.run("diff", "root", "other", "--plain").out();

    assertThat(told)
        .contains("state\tCOMPLETED\tPENDING\n", "last attempt ended\tPARKED\t")
        .contains("last attempt took\t7.0s\t")
        .doesNotContain("\nend\t", "\ntook\t", "\nreason\t");
  }

  private static Happening started(long version, int second, String program, String settings) {
    return Happened.ours(
        Step.START,
        version,
        second,
        State.PROCESSING,
        State.PROCESSING,
        WorkerFacts.facts(program, "host-a", settings));
  }
}
