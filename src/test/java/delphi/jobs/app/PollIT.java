package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.store.row.ARow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The poller as a process of its own, on a SQLite file, running scripts that are processes too. */
class PollIT {
  @TempDir private Path home = Path.of("");

  @BeforeEach
  void makeTheStore() {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
  }

  @Test
  void itRunsWhatWaitsAndEndsWhenItIsToldToDrain() throws Exception {
    script("echo \"hello $1 at $DELPHI_JOB_ID\"; echo oops >&2");
    new Shelf(home).put(ARow.pending("0123456789"));

    try (Program poller = poll(Map.of(), "--drain")) {
      assertThat(poller.awaitEnd()).as(poller.output()).isZero();
      assertThat(poller.output())
          .contains("[DELPHI JOB 01234567] INFO: [stdout] hello --zid=42 at 0123456789")
          .contains("[DELPHI JOB 01234567] ERROR: [stderr] oops")
          .containsPattern("\\d,\\d{3} - delphi\\.worker - INFO - Claimed job 0123456789");
    }
    assertThat(new Shelf(home).row("0123456789").text("status")).contains("COMPLETED");
  }

  @Test
  void aJobThatFailsIsToldWithItsExitCode() throws Exception {
    script("exit 4");
    new Shelf(home).put(ARow.pending("job"));

    try (Program poller = poll(Map.of(), "--max-jobs=1")) {
      assertThat(poller.awaitEnd()).isZero();
    }

    assertThat(new Cli(home).run("show", "job").out()).containsPattern("exit code +4");
    assertThat(new Cli(home).run("wait", "job").exit()).isEqualTo(Exit.FAILED);
  }

  @Test
  void aSecondSignalDoesNotWaitForWhatRuns() throws Exception {
    script("echo running; exec tail -f /dev/null");
    new Shelf(home).put(ARow.pending("job"));

    try (Program poller = poll(Map.of(), "--drain-seconds=1h")) {
      poller.awaitLine("[stdout] running");
      poller.terminate();
      poller.awaitLine("Shutting down");
      poller.terminate();

      assertThat(poller.awaitEnd()).as(poller.output()).isZero();
    }
    assertThat(new Shelf(home).row("job").text("status")).contains("PENDING");
  }

  @Test
  void aCancelReachesTheRunningJob() throws Exception {
    script("echo running; exec tail -f /dev/null");
    new Shelf(home).put(ARow.pending("job"));

    try (Program poller = poll(Map.of("DELPHI_LEASE_SECONDS", "12"), "--max-jobs=1")) {
      poller.awaitLine("[stdout] running");
      assertThat(new Cli(home).run("cancel", "job").exit()).isEqualTo(Exit.OK);
      assertThat(poller.awaitEnd()).as(poller.output()).isZero();
    }
    assertThat(new Shelf(home).row("job").text("phase")).contains("CANCELLED");
  }

  @Test
  void aStoreThatIsNotThereEndsItWithOneLine() throws Exception {
    try (Program poller = poll(Map.of(), "--store=sqlite:" + home.resolve("none"))) {
      assertThat(poller.awaitEnd()).isEqualTo(Exit.UNREACHABLE.code());
      assertThat(poller.output()).hasLineCount(1).contains("delphi init");
    }
  }

  @Test
  void settingsThatDoNotFitTogetherAreRefused() throws Exception {
    Map<String, String> contrary =
        Map.of("DELPHI_MAX_TIMEOUT", "1s", "DELPHI_DEFAULT_TIMEOUT", "2s");

    try (Program poller = poll(contrary)) {
      assertThat(poller.awaitEnd()).isEqualTo(Exit.CONFIGURATION.code());
      assertThat(poller.output()).startsWith("delphi: settings: the longest time-out");
    }
  }

  private Program poll(Map<String, String> more, String... flags) throws IOException {
    Map<String, String> environment = new TreeMap<>(more);
    environment.put("DELPHI_APP_PATH", home.toString());
    environment.put("DELPHI_POLLING_INTERVAL", "200ms");
    environment.put("DELPHI_GRACE_SECONDS", "1");
    List<String> line = new ArrayList<>(List.of("poll"));
    line.addAll(List.of(flags));
    return Program.start(home, environment, line.toArray(String[]::new));
  }

  private void script(String body) throws IOException {
    Path file = home.resolve("run_delphi.sh");
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
