package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.store.row.ARow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets that a job's script tells on every way it has, each a canary that must come out nowhere:
 * not on our output, in a log file, in the database, the spool, or anything that a verb prints.
 */
class CanaryIT {
  private static final String KEY = "sk-canary-key-4711";
  private static final String PASSWORD = "canary-password-0815";
  private static final List<String> CANARIES = List.of(KEY, PASSWORD, "canary");

  /** Tells them whole, in halves, in a line that is cut, over the channel, as an argument. */
  private static final String TELLER =
      """
      #!/usr/bin/python3
      import json, os, subprocess, sys, time
      key, address = os.environ['ANTHROPIC_API_KEY'], os.environ['DATABASE_URL']

      def say(channel, *parts):
          for part in parts:
              os.write(channel, part.encode())
              time.sleep(0.2)  # so that each is read by itself

      print('ERROR: key=' + key + ', database ' + address, flush=True)
      print('Results stored in DynamoDB for conversation ' + key, flush=True)
      print('WARNING: ' + 'x' * (8 * 1024 - 19) + key, flush=True)
      say(1, 'ERROR: in halves ' + key[:9], key[9:] + '\\n')
      say(2, key[:1], key[1:] + ' on standard error\\n')
      with open(os.environ['DELPHI_COMMANDS'], 'a') as commands:
          for statement in (
              {'progress': 0.5, 'stage': 'with ' + key},
              {'set': {'batch_id': key}},
              {'set': {'unknown': key}},
              {'cost': {'provider': key, 'usd': 1}},
              {'submit': {'job_type': 'FULL_PIPELINE', 'conversation_id': '7',
                          'job_config': {'note': key}}},
          ):
              commands.write(json.dumps(statement) + '\\n')
          commands.write('no JSON but ' + key + '\\n')
      print('ready', flush=True)
      if os.environ['DELPHI_CONVERSATION_ID'] == '1':
          print('the last line is ' + key, file=sys.stderr, flush=True)
          sys.exit(9)
      subprocess.run([sys.executable, '-c', 'import time; time.sleep(1000)', key, address])
      """;

  @TempDir private Path home = Path.of("");

  @BeforeEach
  void makeTheStore() throws Exception {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
    Path script = Files.writeString(home.resolve("run_delphi.sh"), TELLER);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void aFailingScriptTellsNoSecret() throws Exception {
    String said = run("1", "plain");

    assertThat(said).contains("ERROR: key=******************, database postgres://polis:****");
    assertThat(said)
        .contains("in halves ******************")
        .contains("Failing line: ERROR: in halves ****");
    assertThat(new Cli(home).run("logs", "job").out()).contains("in halves *****");
  }

  @Test
  void anAutopsyTellsNoSecret() throws Exception {
    run("2", "json");

    assertThat(new Cli(home).run("show", "job", "--json").out())
        .contains("time.sleep(1000) ******************");
    assertThat(new Cli(home).run("logs", "job").out())
        .containsPattern(
            "process \\d+ of \\d+: .*time\\.sleep\\(1000\\) \\*{18} postgres://polis:\\*+@db")
        .contains("/dev/null");
  }

  /** Runs one job to its end, and looks for the canaries everywhere. */
  private String run(String conversation, String logFormat) throws Exception {
    new Shelf(home)
        .put(
            ARow.pending("job")
                .text("conversation_id", conversation)
                .number("timeout_seconds", conversation.equals("1") ? 600 : 5));
    Map<String, String> environment =
        Map.of(
            "DELPHI_APP_PATH",
            home.toString(),
            "DELPHI_POLLING_INTERVAL",
            "200ms",
            "DELPHI_GRACE_SECONDS",
            "1",
            "DELPHI_LOG_LEVEL",
            "DEBUG",
            "ANTHROPIC_API_KEY",
            KEY,
            "DATABASE_URL",
            "postgres://polis:" + PASSWORD + "@db/polis");
    String said;
    try (Program poller =
        Program.start(
            home,
            environment,
            "poll",
            "--max-jobs=1",
            "--log-format=" + logFormat,
            "--log-file=" + home.resolve("poller.log"))) {
      assertThat(poller.awaitEnd()).as(poller.output()).isZero();
      said = poller.output();
    }
    assertClean("the poller's output", said);
    assertThatNoFileHasOne();
    for (String verb : List.of("show", "logs")) {
      assertClean(verb, String.valueOf(new Cli(home).run(verb, "job")));
      assertClean(verb, String.valueOf(new Cli(home).run(verb, "job", "--json")));
    }
    assertClean("list", String.valueOf(new Cli(home).run("list", "--json")));
    assertThat(new Shelf(home).row("job").text("status")).contains("FAILED");
    return said;
  }

  private void assertThatNoFileHasOne() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      List<Path> all =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().equals("run_delphi.sh"))
              .toList();
      assertThat(all)
          .anyMatch(file -> file.endsWith("jobs.db"))
          .anyMatch(file -> file.endsWith("poller.log"));
      for (Path file : all) {
        assertClean(file.toString(), Files.readString(file, ISO_8859_1));
      }
    }
  }

  private static void assertClean(String where, String text) {
    for (String canary : CANARIES) {
      assertThat(text).as("in %s", where).doesNotContain(canary);
    }
  }
}
