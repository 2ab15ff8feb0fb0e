package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.service.Listening;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pollers that end by themselves, and what they say then; and one that is kept by systemd. */
class OneShotIT {
  @TempDir private Path home = Path.of("");

  @BeforeEach
  void makeTheStore() {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
  }

  @Test
  void aDrainRunsWhatFollowsFromJobsAndWaitsForNothingThatIsNotDue() throws Exception {
    // The first orders a second over the channel, as a script of ours does; that one fails.
    script(
        """
        [ "$1" = --zid=1 ] || exit 4
        echo '{"submit":{"job_type":"FULL_PIPELINE","conversation_id":"2"}}' >> "$DELPHI_COMMANDS"
        """);
    Shelf shelf = new Shelf(home);
    shelf.put(ARow.pending("first").text("conversation_id", "1"));
    shelf.put(parked("later"));
    shelf.put(parked("held").text("phase", "HELD"));

    try (Program poller = poll(Map.of(), "--drain")) {
      assertThat(poller.awaitEnd()).as(poller.output()).isZero();
      assertThat(poller.output())
          .containsPattern(
              "delphi: 2 jobs: 1 completed, 1 failed\\. Left: 1 parked, the next due in \\d+h"
                  + " \\d+m, 1 held\\. Wanted now: 0 \\(`delphi demand`\\)\\.");
    }
    assertThat(new Cli(home).run("demand", "-q").out()).isEqualTo("0\n");
  }

  @Test
  void timeWithoutAJobIsCountedFromTheEndOfTheLast() throws Exception {
    script("exec sleep 3");
    new Shelf(home).put(ARow.pending("long"));

    try (Program poller = poll(Map.of(), "--idle-exit=1s")) {
      assertThat(poller.awaitEnd()).as(poller.output()).isZero();
      assertThat(poller.output()).contains("delphi: 1 job: 1 completed. Nothing is left.");
    }
  }

  @Test
  void soManyJobsAreRunAndTheRestIsSaid() throws Exception {
    script("exit 0");
    new Shelf(home).put(ARow.pending("one"));
    new Shelf(home).put(ARow.pending("two"));

    try (Program poller = poll(Map.of(), "--drain", "--max-jobs=1", "--idle-exit=1h")) {
      assertThat(poller.awaitEnd()).as(poller.output()).isZero();
      assertThat(poller.output())
          .contains("1 job: 1 completed. Left: 1 that could run now. Wanted now: 1");
    }
  }

  @Test
  void aTableThatDoesNotAnswerIsNoRestForEver() throws Exception {
    Map<String, String> nowhere = Map.of("DYNAMODB_ENDPOINT", "http://127.0.0.1:1");

    try (Program poller = poll(nowhere, "--drain", "--idle-exit=1s")) {
      assertThat(poller.awaitEnd()).as(poller.output()).isEqualTo(Exit.UNREACHABLE.code());
      assertThat(poller.output()).contains("delphi: 0 jobs. What is left is not known: ");
    }
  }

  @Test
  void systemdHearsThatThePollerIsReadyAndAliveAndThatItStops() throws Exception {
    String socket = home.resolve("notify").toString();
    Path alive = home.resolve("alive");
    Map<String, String> keepers =
        Map.of(
            "NOTIFY_SOCKET",
            socket,
            "WATCHDOG_USEC",
            "2000000",
            "DELPHI_ALIVE_FILE",
            alive.toString());

    try (Listening systemd = new Listening(socket);
        Program poller = poll(keepers)) {
      assertThat(systemd.next()).startsWith("READY=1|STATUS=Looking for jobs; processes held by ");
      systemd.nextWith("WATCHDOG=1");
      systemd.nextWith("WATCHDOG=1");
      assertThat(Files.readString(alive)).isEqualTo(poller.pid() + "\n");
      poller.terminate();

      systemd.nextWith("STOPPING=1");
      assertThat(poller.awaitEnd()).as(poller.output()).isZero();
      assertThat(poller.output()).contains("WatchdogSec is less than two minutes");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--max-jobs=0,out of bounds",
    "--max-jobs=-1,out of bounds",
    "--max-jobs=many,not an int",
    "--idle-exit=0,no time at all",
    "--idle-exit=soon,not a span",
    "--drain=maybe,''"
  })
  void anEndThatIsNoneIsRefused(String flag, String why) {
    Cli.Ran ran = new Cli(home).run("poll", flag);

    assertThat(ran.exit()).isEqualTo(Exit.USAGE);
    assertThat(ran.err()).hasLineCount(1).contains(why);
  }

  @Test
  void aKeeperThatCannotBeToldIsSaidAndAnAliveFileThatCannotBeWrittenIsRefused() {
    Cli.Ran ran =
        new Cli(home)
            .with("NOTIFY_SOCKET", "vsock:2:1")
            .with("DELPHI_ALIVE_FILE", home.resolve("no/such/folder").toString())
            .run("poll", "--drain");

    assertThat(ran.exit()).isEqualTo(Exit.CONFIGURATION);
    assertThat(ran.err()).startsWith("delphi: DELPHI_ALIVE_FILE=");
  }

  private static ARow parked(String id) {
    return ARow.pending(id)
        .text("status", "PROCESSING")
        .text("phase", "PARKED")
        .text("job_type", "BATCH_STATUS_CHECK")
        .text("batch_job_id", "root")
        .text("lock_expires_at", "2199-01-01T00:00:00.000000+00:00");
  }

  private Program poll(Map<String, String> more, String... flags) throws IOException {
    Map<String, String> environment = new TreeMap<>(more);
    environment.put("DELPHI_APP_PATH", home.toString());
    environment.put("DELPHI_POLLING_INTERVAL", "200ms");
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
