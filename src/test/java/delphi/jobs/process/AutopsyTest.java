package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.process.ProcessResult.End;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What is found out about processes whose time is over. */
@ParameterizedClass
@MethodSource("delphi.jobs.process.Rungs#usual")
final class AutopsyTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final Containment rung;
  @TempDir private Path directory;
  private Runs runs;

  AutopsyTest(Containment rung) {
    this.rung = rung;
  }

  @BeforeEach
  void open() {
    runs = new Runs(directory, rung);
  }

  @AfterEach
  void close() {
    runs.close();
  }

  @Test
  void itSaysWhoWaitsForWhom() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      String client =
          "import socket; s = socket.create_connection(('127.0.0.1', %d)); s.recv(1)"
              .formatted(silent.getLocalPort());

      Autopsy autopsy = of("/usr/bin/python3 -c \"$1\"; exit 3", client);

      String there = "127.0.0.1:" + silent.getLocalPort();
      assertThat(autopsy.summary())
          .startsWith("2 processes; /usr/bin/python3 -c import socket")
          .contains("was sleeping in")
          .contains("connected to " + there);
      assertThat(autopsy.lines())
          .anyMatch(line -> line.contains("bash -c") && line.contains("do_wait"))
          .anyMatch(line -> line.matches("  \\d+ tcp .* -> " + there + ", established, .*"))
          .anyMatch(line -> line.matches("  0 /dev/null"));
    }
  }

  @Test
  void itSaysWhoIsBusy() {
    Autopsy autopsy = of("sleep 1000 & while :; do :; done");

    assertThat(autopsy.summary()).contains("bash -c").contains("running");
    assertThat(autopsy.summary()).doesNotContain("now 0 %");
  }

  @Test
  void itHasTheLastThatWasSaid() {
    Autopsy autopsy = of("for i in $(seq 30); do echo step $i; done; exec sleep 1000");

    int last = autopsy.lines().indexOf("last on standard output:");
    assertThat(autopsy.lines().subList(last + 1, last + 3))
        .containsExactly("  step 21", "  step 22");
    assertThat(autopsy.lines()).endsWith("  step 30", "nothing on standard error");
  }

  @Test
  void itTellsNoVariableOfTheEnvironment() {
    Command command = runs.bash("exec sleep 1000").with("DATABASE_PASSWORD", "canary-4711");

    Autopsy autopsy = autopsy(command);

    assertThat(autopsy.lines()).isNotEmpty().noneMatch(line -> line.contains("canary-4711"));
  }

  @Test
  void itIsBounded() throws IOException {
    Path file = Files.createFile(directory.resolve("f".repeat(200)));
    String manyFilesInManyProcesses =
        "for f in $(seq 60); do eval \"exec $((f + 10))<$1\"; done;"
            + " for i in $(seq 40); do sleep 1000 & done; wait";

    Autopsy autopsy = of(manyFilesInManyProcesses, file.toString());

    assertThat(autopsy.lines()).hasSizeGreaterThan(800);
    int bytes = autopsy.lines().stream().mapToInt(line -> line.getBytes(UTF_8).length + 1).sum();
    assertThat(bytes).isBetween(Coroner.BYTES_MAX - 1_000, Autopsy.BYTES_MAX);
  }

  @Test
  void nobodyLooksAtACommandThatComesToItsOwnEnd() {
    assertThat(runs.result(runs.bash("exit 3")).autopsy()).isNull();
  }

  private Autopsy of(String script, String... words) {
    return autopsy(runs.bash(script, words));
  }

  private Autopsy autopsy(Command command) {
    Limits limits = Runs.LIMITS.withTimes(TimeLimits.of(TIMEOUT, Duration.ZERO));
    ProcessResult result = runs.result(command, limits);
    assertThat(result.end()).isEqualTo(new End.TimedOut(TimeLimits.Kind.RUN, TIMEOUT));
    assertThat(result.autopsy()).isNotNull();
    return result.autopsy();
  }
}
