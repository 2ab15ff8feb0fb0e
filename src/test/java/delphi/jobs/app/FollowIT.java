package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.app.chaos.Fault;
import delphi.jobs.app.chaos.FaultPolicy;
import delphi.jobs.app.chaos.FaultProxy;
import delphi.jobs.app.chaos.Treatment;
import delphi.jobs.desk.Exit;
import delphi.jobs.engine.ThreadTasks;
import delphi.jobs.store.dynamodb.DynamoDbLocal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job is followed from another process, while the journal is hard to reach for the poller, and
 * the poller is killed in between.
 */
class FollowIT {
  private static final String TABLE = "Follow-" + UUID.randomUUID();
  private static final int LINES = 150;
  private static final Pattern SAID = Pattern.compile("\"message\":\"(attempt \\d+ line \\d+)\"");

  /** A refusal is no bad luck: the journal would be left alone for a minute. */
  private static final List<Fault> FAULTS =
      Stream.of(Fault.values()).filter(fault -> fault != Fault.EXPIRED_TOKEN).toList();

  @TempDir private Path home = Path.of("");

  @Test
  void nothingIsLostOrRepeatedThroughFaultsAndAKill() throws Exception {
    // The first attempt stays when it has said everything; the second ends.
    script(
        """
        i=0
        while [ $i -lt %d ]; do
          i=$((i + 1))
          echo "attempt $DELPHI_JOB_ATTEMPT line $i"
          [ $((i %% 10)) -ne 0 ] || sleep 0.1
        done
        [ $DELPHI_JOB_ATTEMPT -gt 1 ] || sleep 600
        """
            .formatted(LINES));
    Map<String, String> direct = environment(DynamoDbLocal.shared().endpoint().toString());
    Cli cli = new Cli(home);
    direct.forEach(cli::with);
    assertThat(cli.run("init").exit()).isEqualTo(Exit.OK);
    String id = cli.run("submit", "FULL_PIPELINE", "-c", "42").out().strip();

    try (FaultProxy proxy =
            FaultProxy.start(
                DynamoDbLocal.shared().endpoint(), Duration.ofSeconds(4), new ThreadTasks());
        Program follower = Program.start(home, direct, "logs", "-f", "--json", id)) {
      proxy.follow(badForTheJournal());
      Map<String, String> disturbed = environment(proxy.address().toString());
      try (Program poller = Program.start(home, disturbed, "poll", "--lease=8")) {
        follower.awaitLine("attempt 1 line " + LINES + "\"");
        poller.kill();
      }
      try (Program next = Program.start(home, disturbed, "poll", "--lease=8")) {
        assertThat(follower.awaitEnd()).as(follower.output()).isZero();
        next.terminate();
        next.awaitEnd();
      }
      assertThat(said(follower.output()))
          .isEqualTo(
              IntStream.rangeClosed(1, 2)
                  .boxed()
                  .flatMap(attempt ->
                      IntStream.rangeClosed(1, LINES)
                          .mapToObj(line -> "attempt " + attempt + " line " + line))
                  .toList());
      assertThat(follower.output()).contains("ended as COMPLETED");
    }
  }

  private static FaultPolicy badForTheJournal() {
    FaultPolicy often = FaultPolicy.sometimes(0.4, FAULTS, new Random(4));
    return call -> call.operation().equals("PutItem") ? often.on(call) : Treatment.FORWARD;
  }

  private static List<String> said(String output) {
    return output
        .lines()
        .map(SAID::matcher)
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .toList();
  }

  private Map<String, String> environment(String endpoint) {
    Map<String, String> environment = new HashMap<>();
    environment.put("DYNAMODB_ENDPOINT", endpoint);
    environment.put("DELPHI_TABLE", TABLE);
    environment.put("DELPHI_JOURNAL_TABLE", TABLE + "-Journal");
    environment.put("DELPHI_APP_PATH", home.toString());
    environment.put("DELPHI_POLLING_INTERVAL", "500ms");
    return environment;
  }

  private void script(String body) throws IOException {
    Path file = home.resolve("run_delphi.sh");
    Files.writeString(file, "#!/bin/sh\n" + body);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
