package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.store.journal.ChunkKey;
import delphi.jobs.store.journal.LogChunk;
import delphi.jobs.store.journal.LogRecord;
import delphi.jobs.store.journal.LogRecord.Origin;
import delphi.jobs.store.row.ARow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where people meet the line that decided a failure: {@code show}, {@code list}, {@code logs}. */
class FailingLineTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final String FULL = "OSError: [Errno 28] No space left on device";
  private static final String RESULTS =
      "{\"result_type\":\"FAILURE\",\"error\":\"Process exited with code 1. Failing line: "
          + FULL
          + "\",\"return_code\":1,\"failure\":{\"cause\":\"disk_full\",\"line\":\""
          + FULL
          + "\",\"line_number\":2,\"stream\":\"stderr\",\"fingerprint\":\"ab12cd34\"}}";

  @TempDir private Path home;
  private Shelf shelf;

  @BeforeEach
  void prepare() {
    new Cli(home).run("init");
    shelf = new Shelf(home);
    shelf.put(failed("job"));
    shelf.put(ARow.pending("waiting"));
  }

  @Test
  void showSaysTheLineTheCauseAndHowOftenThatWasSeen() {
    assertThat(shown())
        .contains(
            "failing line " + FULL,
            "line         2 of stderr",
            "cause        disk_full: the disk is full",
            "fingerprint  ab12cd34")
        .noneMatch(line -> line.startsWith("seen"));

    shelf.sight("ab12cd34", "job", NOON);
    assertThat(shown()).noneMatch(line -> line.startsWith("seen"));

    shelf.sight("ab12cd34", "another", NOON.plusSeconds(60));
    assertThat(shown())
        .contains(
            "seen         the same as 1 other job since 2026-11-20T12:00:00.000Z"
                + " (delphi list fingerprint:ab12cd34)");
  }

  @Test
  void aListSaysTheLineAndFindsJobsByIt() {
    assertThat(new Cli(home).run("list").out()).contains("  " + FULL + "\n");
    assertThat(new Cli(home).run("list", "-q", "fingerprint:ab12cd34").out()).isEqualTo("job\n");
    assertThat(new Cli(home).run("list", "-q", "cause:disk_full").out()).isEqualTo("job\n");
    assertThat(new Cli(home).run("list", "-q", "cause:killed").out()).isEmpty();
    Cli.Ran ran = new Cli(home).run("list", "cause:disk_ful");
    assertThat(ran.exit()).isEqualTo(Exit.USAGE);
    assertThat(ran.err()).contains("there is no such cause", "disk_full");
  }

  @Test
  void logsMarkTheLastLineThatIsTheOneOnATerminalAndInJson() {
    shelf.log(
        "job",
        new LogChunk(
            new ChunkKey(2, 0),
            1,
            NOON,
            List.of(
                line(1, Origin.STDERR, FULL),
                line(2, Origin.STDERR, "\u001b[31m" + FULL + "\u001b[0m"),
                line(3, Origin.STDOUT, FULL))));

    assertThat(new Cli(home).onTerminal(200).run("logs", "job").out().lines())
        .satisfiesExactly(
            line -> assertThat(line).doesNotContain("▶"),
            line -> assertThat(line).startsWith("▶ ").contains(FULL),
            line -> assertThat(line).doesNotContain("▶"));
    assertThat(new Cli(home).run("logs", "job").out()).doesNotContain("▶");
    assertThat(new Cli(home).run("logs", "job", "--json").out())
        .containsOnlyOnce("\"decides\" : true")
        .containsPattern("(?s)\"line\" : 2,[^}]*\"decides\" : true");
  }

  private List<String> shown() {
    return new Cli(home).run("show", "job").out().lines().map(String::strip).toList();
  }

  private static ARow failed(String id) {
    return ARow.pending(id)
        .text("status", "FAILED")
        .text("job_results", RESULTS)
        .text("logs", "{\"entries\":[],\"log_location\":\"journal\"}");
  }

  private static LogRecord line(long number, Origin origin, String text) {
    return new LogRecord.Line(number, NOON.plusSeconds(number), origin, null, text);
  }
}
