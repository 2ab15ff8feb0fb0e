package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import delphi.jobs.app.screen.Width;
import delphi.jobs.desk.Exit;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in a real terminal: what is redrawn in place, and that it is left as it was. */
class TerminalIT {
  private static final String ID = "2000000-0000-4000-8000-000000000001";

  @TempDir private Path home = Path.of("");

  @BeforeEach
  void aJobThatRuns() {
    assumeTrue(Tmux.isThere(), "there is no tmux here, so the program is not tried in a terminal");
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
    new Shelf(home)
        .put(
            ARow.pending(ID)
                .text("status", "PROCESSING")
                .text("worker_id", "host-7")
                .number("version", 2)
                .text("started_at", "2026-11-22T11:59:01Z")
                .text("stage", "UMAP")
                .with("progress", new Attribute.Num("0.4"))
                .text(
                    "logs",
                    "{\"entries\":[{\"timestamp\":\"2026-11-22T11:59:01Z\",\"level\":\"INFO\","
                        + "\"message\":\"load\"}]}"));
  }

  @Test
  void theLiveViewFitsAnyWindowAndLeavesTheTerminalAsItWas() throws Exception {
    try (Tmux tmux = Tmux.open(home, 80, 24)) {
      tmux.type("delphi top");
      String narrow =
          tmux.awaitScreen(screen -> screen.contains("q quit") && screen.contains("UMAP"));
      assertThat(narrow.lines())
          .allSatisfy(line -> assertThat(Width.of(line)).isLessThanOrEqualTo(80));
      assertThat(narrow).contains("████░░░░░░ 40%").doesNotContain("ready>");

      tmux.resize(200, 24);
      tmux.awaitScreen(screen -> screen.contains("QUIET") && screen.contains("host-7"));
      tmux.press("q");
      String after = tmux.awaitScreen(screen -> screen.contains("ready> delphi top\nready>"));
      assertThat(after).doesNotContain("q quit");

      tmux.type("delphi top");
      tmux.awaitScreen(screen -> screen.contains("q quit") && screen.contains("UMAP"));
      assertThat(tmux.program().destroy()).isTrue();
      tmux.awaitScreen(screen -> screen.contains("ready> delphi top\nready> delphi top\nready>"));
      tmux.type("stty -a");
      assertThat(tmux.awaitScreen(screen -> screen.contains("susp = ")))
          .contains(" icanon", " echo ", "susp = ^Z");
    }
  }

  @Test
  void aWatchedListStaysInPlaceAndCtrlCLeavesAFollowedJobAlone() throws Exception {
    try (Tmux tmux = Tmux.open(home, 80, 24)) {
      tmux.type("delphi list -w");
      tmux.awaitScreen(screen -> screen.startsWith("ID "));
      new Shelf(home).put(ARow.pending("another-one"));
      String both = tmux.awaitScreen(screen -> screen.contains("another-one"));
      assertThat(both.lines().filter(line -> line.startsWith("ID "))).hasSize(1);
      tmux.press("C-c");
      tmux.awaitScreen(screen -> screen.contains("ready>"));

      tmux.type("delphi logs -f 200");
      tmux.awaitScreen(screen -> screen.contains("load"));
      tmux.press("C-c");
      tmux.awaitScreen(screen -> screen.contains("goes on without us."));
      tmux.type("echo code $?");
      tmux.awaitScreen(screen -> screen.contains("code 130"));
      assertThat(new Shelf(home).row(ID).text("status")).contains("PROCESSING");
    }
  }
}
