package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.store.row.ARow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands write down of jobs, and what {@code history} makes of it. */
class HistoryVerbTest {
  @TempDir private Path home = Path.of("");
  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void makeTheStore() {
    cli = new Cli(home).with("USER", "ann");
    assertThat(cli.run("init").exit()).isEqualTo(Exit.OK);
  }

  @Test
  void whatAnOperatorDoesIsWrittenDownWithTheReason() {
    String id = cli.run("submit", "FULL_PIPELINE", "-c", "42").out().strip();
    cli.after(Duration.ofMinutes(1)).run("hold", id, "--reason", "until Bob is back");
    cli.after(Duration.ofMinutes(1)).run("release", id);
    cli.after(Duration.ofMinutes(1)).run("cancel", id);

    String told = cli.run("history", id).out();

    assertThat(told.lines().toList()).hasSize(5);
    assertThat(told)
        .contains("2026-11-22T12:00:00.000Z  submit: PENDING")
        .contains("hold: PENDING → HELD")
        .contains("until Bob is back")
        .contains("release: HELD → PENDING")
        .contains("cancel: PENDING → CANCELLED")
        .contains("ann@");
    assertThat(cli.run("history", "-q", id).out()).isEqualTo("PENDING\nHELD\nPENDING\nCANCELLED\n");
    assertThat(cli.run("history", "--json", id).out())
        .contains("\"step\" : \"HOLD\"", "\"from\" : \"PENDING\"", "\"by\" : \"operator\"");
    assertThat(cli.onTerminal(80).run("history", id).out().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void whatOthersHaveDoneIsShownAsThat() {
    Shelf shelf = new Shelf(home);
    shelf.put(ARow.pending("job").text("created_at", "2026-11-22T11:00:00Z"));
    shelf.change(
        "job",
        new ARow(Map.of())
            .text("status", "PROCESSING")
            .text("worker_id", "old-7")
            .text("updated_at", "2026-11-22T11:30:00Z")
            .number("version", 2));

    assertThat(cli.run("history", "job").out())
        .contains("(unwritten): PENDING", "submitted by a program that writes no history")
        .contains("(unwritten): PENDING → PROCESSING", "old-7", "version 1 → 2");
    assertThat(cli.run("history", "job", "--json").out())
        .contains("\"step\" : \"UNWRITTEN\"", "\"since\" : \"2026-11-22T11:00:00.000Z\"");
  }

  @Test
  void aJobIsShownAsItWasAtATime() {
    String id = cli.run("submit", "FULL_PIPELINE", "-c", "42").out().strip();
    cli.after(Duration.ofMinutes(10)).run("hold", id, "--reason", "until Bob is back");
    cli.after(Duration.ofMinutes(10));

    assertThat(cli.run("show", id, "--at", "-15m").out()).contains("PENDING at 2026-11-22T12:05");
    assertThat(cli.run("show", id, "--at=5m").out()).contains("HELD", "until Bob is back");
    assertThat(cli.run("show", id, "--at", "2026-11-22T12:15:00Z", "--json").out())
        .contains("\"state\" : \"HELD\"", "\"since\" : \"2026-11-22T12:10:00.000Z\"");
    assertThat(cli.run("show", id, "--at=2026-11-22T11:00:00Z").exit()).isEqualTo(Exit.NOT_FOUND);
    assertThat(cli.run("show", id, "--at=soon").exit()).isEqualTo(Exit.USAGE);
    assertThat(cli.run("diff", id, "--from=-15m").out())
        .contains("state")
        .containsPattern("PENDING +HELD");
  }

  @Test
  void twoJobsAreComparedByWhatWasAskedAndWhatCameOfIt() {
    Shelf shelf = new Shelf(home);
    shelf.put(ARow.pending("a").text("job_config", "{\"max_votes\":7}"));
    shelf.put(ARow.pending("b").text("status", "FAILED").text("job_config", "{\"max_votes\":9}"));

    assertThat(cli.run("diff", "a", "b", "--plain").out())
        .isEqualTo(
            "state\tPENDING\tFAILED\nconfig max_votes\t{\"max_votes\":7}\t{\"max_votes\":9}\n");
    assertThat(cli.run("diff", "a", "b", "-q").out()).isEqualTo("state\nconfig max_votes\n");
    assertThat(cli.run("diff", "a", "a").err()).contains("facts are the same");
    Cli.Ran none = cli.run("diff", "a");
    assertThat(none.exit()).isEqualTo(Exit.CONFLICT);
    assertThat(cli.run("diff", "a", "b", "--from=1h").exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void aJobThatIsNotThereIsNotFound() {
    assertThat(cli.run("history", "nobody").exit()).isEqualTo(Exit.NOT_FOUND);
  }
}
