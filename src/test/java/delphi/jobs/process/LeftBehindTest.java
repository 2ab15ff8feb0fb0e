package delphi.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.process.ProcessResult.End;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of the processes that a command starts, and of the streams that they hold. */
@ParameterizedClass
@MethodSource("delphi.jobs.process.Rungs#likely")
final class LeftBehindTest {
  /** For a holder that has to look for what it kills, on a machine that has more to do. */
  private static final ProcessSettings PATIENT =
      new ProcessSettings(Duration.ofSeconds(1), Duration.ofMillis(20));

  private final Containment rung;
  @TempDir private Path directory;
  private Runs runs;

  LeftBehindTest(Containment rung) {
    this.rung = rung;
  }

  @BeforeEach
  void open() {
    runs = new Runs(directory, rung, PATIENT);
  }

  @AfterEach
  void close() {
    runs.close();
  }

  @Test
  void aCommandThatStopsTakesItsChildrenAlong() {
    Recorder recorder = new Recorder();
    RunningProcess process =
        runs.start(
            runs.bash("sleep 1000 & echo $!; (sleep 1000 & echo $!); sleep 1000"),
            Runs.LIMITS,
            recorder);
    recorder.await(Source.STDOUT, _ -> recorder.lines(Source.STDOUT).size() == 2);
    process.stop();
    assertThat(recorder.awaitEnd().end()).isEqualTo(new End.Stopped());
    assertNoneRuns();
  }

  @Test
  void aChildThatIgnoresRequestsIsGoneToo() {
    Recorder recorder = new Recorder();
    RunningProcess process =
        runs.start(
            runs.bash("bash -c \"trap '' TERM; echo \\$\\$; sleep 1000\" & wait"),
            Runs.LIMITS,
            recorder);
    recorder.await(Source.STDOUT);
    process.stop();
    recorder.awaitEnd();
    assertNoneRuns();
  }

  @Test
  void aChildInAGroupOfItsOwnIsFoundThroughItsParent() {
    Recorder recorder = new Recorder();
    RunningProcess process =
        runs.start(
            runs.bash("set -m; timeout 1000 sleep 1000 & echo $!; wait"), Runs.LIMITS, recorder);
    recorder.await(Source.STDOUT);
    process.stop();
    recorder.awaitEnd();
    assertNoneRuns();
  }

  @Test
  void whatACommandLeavesRunningIsKilled() {
    // So many that the last are still dying when the first are dead.
    String script = "for i in {1..50}; do sleep 1000 >/dev/null 2>&1 & echo $!; done; exit 4";
    ProcessResult result = runs.result(runs.bash(script));
    assertThat(result.end()).isEqualTo(new End.Exited(4));
    assertNoneRuns();
  }

  @Test
  void aHelperThatOutlivesTheCommandMayStillWrite() {
    // It writes only when its parent is gone.
    String script = "(while [ -d /proc/$$ ]; do read -t 0.01 < <(:); done; echo last) & exit 0";
    Runs patient =
        new Runs(
            directory, rung, new ProcessSettings(Duration.ofMinutes(1), Duration.ofMillis(20)));
    try (patient) {
      assertThat(patient.result(patient.bash(script)).stdout().lines()).containsExactly("last");
    }
  }

  @Test
  void aChildThatHoldsNoStreamIsNotWaitedFor() {
    ProcessSettings endless = new ProcessSettings(Duration.ofHours(1), Duration.ofMillis(20));
    try (Runs patient = new Runs(directory, rung, endless)) {
      ProcessResult result = patient.result(patient.bash("sleep 1000 >/dev/null 2>&1 & exit 4"));
      assertThat(result.end()).isEqualTo(new End.Exited(4));
    }
    assertNoneRuns();
  }

  @Test
  void aChildThatKeepsTheStreamsOpenKeepsNobodyWaiting() {
    ProcessResult result = runs.result(runs.bash("sleep 1000 & echo $!; exit 4"));
    assertThat(result.end()).isEqualTo(new End.Exited(4));
    assertNoneRuns();
  }

  @Test
  void aCommandThatClosesItsStreamsStillRuns() {
    Recorder recorder = new Recorder();
    Path word = directory.resolve("word");
    RunningProcess process =
        runs.start(
            runs.bash("exec >&- 2>&-; echo closed >> \"$1\"; exec sleep 1000", word.toString())
                .withChannel(word),
            Runs.LIMITS,
            recorder);
    recorder.await(Source.CHANNEL);
    assertThat(ProcessHandle.of(process.pid())).isPresent();
    process.stop();
    assertThat(recorder.awaitEnd().end()).isEqualTo(new End.Stopped());
  }

  private void assertNoneRuns() {
    assertThat(Survivors.in(directory)).isEmpty();
  }
}
