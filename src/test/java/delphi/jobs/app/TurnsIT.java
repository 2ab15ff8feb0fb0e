package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Name;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several real pollers on one store, and pipelines of few conversations. */
class TurnsIT {
  private static final int POLLERS = 3;
  private static final int JOBS = 24;
  private static final int CONVERSATIONS = 3;

  @TempDir private Path home = Path.of("");

  @Test
  void noTwoPipelinesOfOneConversationRunAtOnce() throws Exception {
    String output = runAll("1");

    assertThat(home.resolve("overlaps")).doesNotExist();
    assertThat(output).contains("it is the next one's turn when that has ended");
  }

  @Test
  void withoutALimitTheyDo() throws Exception {
    String output = runAll("0");

    assertThat(home.resolve("overlaps")).exists();
    assertThat(output).doesNotContain("next one's turn");
  }

  private String runAll(String limit) throws Exception {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
    Path script =
        Files.writeString(
            home.resolve("run_delphi.sh"),
            """
            #!/bin/sh
            mkdir "runs-$DELPHI_CONVERSATION_ID" 2>/dev/null || echo "$DELPHI_JOB_ID" >> overlaps
            sleep 0.3
            rmdir "runs-$DELPHI_CONVERSATION_ID" 2>/dev/null
            exit 0
            """);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    Shelf shelf = new Shelf(home);
    for (String id : ids()) {
      String conversation = Integer.toString(100 + ids().indexOf(id) % CONVERSATIONS);
      shelf.put(ARow.pending(id).text(Name.CONVERSATION_ID, conversation));
    }
    StringBuilder output = new StringBuilder();
    List<Program> pollers = new ArrayList<>();
    try {
      for (int i = 0; i < POLLERS; i++) {
        pollers.add(poll(limit));
      }
      for (Program poller : pollers) {
        assertThat(poller.awaitEnd()).as(poller.output()).isZero();
        output.append(poller.output());
      }
    } finally {
      pollers.forEach(Program::close);
    }
    // One that found everything taken has gone; what it left is for another one.
    try (Program last = poll(limit)) {
      assertThat(last.awaitEnd()).as(last.output()).isZero();
    }
    for (String id : ids()) {
      assertThat(shelf.row(id).text(Name.STATUS)).as(id).contains("COMPLETED");
    }
    return output.toString();
  }

  private Program poll(String limit) throws IOException {
    Map<String, String> environment =
        Map.of("DELPHI_APP_PATH", home.toString(), "DELPHI_PIPELINES_PER_CONVERSATION", limit);
    return Program.start(
        home, environment, "poll", "--drain", "--max-workers=4", "--interval=200ms");
  }

  private static List<String> ids() {
    return IntStream.range(0, JOBS).mapToObj(i -> "job-" + i).toList();
  }
}
