package delphi.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.process.ProcessResult.End;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Time-outs, requests to stop and deadlines: the first reason is the one that is told. */
@ParameterizedClass
@MethodSource("delphi.jobs.process.Rungs#all")
final class StoppingTest {
  private final Containment rung;

  /** Ends politely when asked to. */
  private static final String POLITE =
      "trap 'echo bye; exit 0' TERM; echo ready; sleep 1000 & wait";

  /** Hears nothing. */
  private static final String STUBBORN = "trap '' TERM; echo ready; sleep 1000";

  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir private Path directory;
  private Runs runs;

  StoppingTest(Containment rung) {
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
  void aSilentCommandIsStoppedWhenItsTimeIsOver() {
    Duration timeout = Duration.ofMillis(100);
    ProcessResult result = runs.result(runs.bash("exec sleep 1000"), limits(timeout, LONG));
    assertThat(result.end()).isEqualTo(new End.TimedOut(TimeLimits.Kind.RUN, timeout));
    assertThat(result.elapsed()).isGreaterThanOrEqualTo(timeout);
  }

  @Test
  void aTimeOutBeyondAllReckoningIsNone() {
    Duration ages = Duration.ofSeconds(Long.MAX_VALUE);
    assertThat(runs.result(runs.bash("exit 7"), limits(ages, ages)).end())
        .isEqualTo(new End.Exited(7));
  }

  @Test
  void aCommandThatIsAskedToStopMaySayItsLastWord() {
    Recorder recorder = new Recorder();
    RunningProcess process = runs.start(runs.bash(POLITE), limits(LONG, LONG), recorder);
    recorder.await(Source.STDOUT);
    process.stop();
    process.stop();
    ProcessResult result = recorder.awaitEnd();
    assertThat(result.end()).isEqualTo(new End.Stopped());
    assertThat(result.stdout().lines()).containsExactly("ready", "bye");
  }

  @Test
  void whoDoesNotStopIsKilledAfterTheGrace() {
    Recorder recorder = new Recorder();
    RunningProcess process =
        runs.start(runs.bash(STUBBORN), limits(LONG, Duration.ofMillis(100)), recorder);
    recorder.await(Source.STDOUT);
    process.stop();
    ProcessResult result = recorder.awaitEnd();
    assertThat(result.end()).isEqualTo(new End.Stopped());
    assertThat(result.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    assertGone(process.pid());
  }

  @Test
  void whoDoesNotStopWhenItsTimeIsOverIsKilledAfterTheGrace() {
    Duration timeout = Duration.ofMillis(100);
    ProcessResult result = runs.result(runs.bash(STUBBORN), limits(timeout, timeout));
    assertThat(result.end()).isEqualTo(new End.TimedOut(TimeLimits.Kind.RUN, timeout));
  }

  @Test
  void killingWaitsForNoGrace() {
    Recorder recorder = new Recorder();
    RunningProcess process = runs.start(runs.bash(STUBBORN), limits(LONG, LONG), recorder);
    recorder.await(Source.STDOUT);
    process.stop();
    process.kill();
    assertThat(recorder.awaitEnd().end()).isEqualTo(new End.Stopped());
    assertGone(process.pid());
  }

  @Test
  void aDeadlineThatPassesKillsWithoutGrace() {
    Recorder recorder = new Recorder();
    RunningProcess process = runs.start(runs.bash(STUBBORN), limits(LONG, LONG), recorder);
    recorder.await(Source.STDOUT);
    process.keepUntil(nanosFromNow(LONG));
    process.keepUntil(nanosFromNow(Duration.ZERO));
    assertThat(recorder.awaitEnd().end()).isEqualTo(new End.Abandoned());
    assertGone(process.pid());
  }

  @Test
  void theDeadlineHoldsFromTheStart() {
    Recorder recorder = new Recorder();
    runs.start(
        runs.bash(STUBBORN), limits(LONG, LONG), nanosFromNow(Duration.ofMillis(300)), recorder);
    assertThat(recorder.awaitEnd().end()).isEqualTo(new End.Abandoned());
  }

  @Test
  void whatIsTooLateIsNotStarted() {
    Start late =
        runs.tried(runs.bash("touch made"), nanosFromNow(Duration.ofMillis(-1)), new Recorder());
    assertThat(late)
        .isInstanceOfSatisfying(
            Start.NotStarted.class,
            refused -> {
              assertThat(refused.passing()).isTrue();
              assertThat(refused.why()).contains("deadline");
            });
  }

  @Test
  void aDeadlineThatIsMovedInTimeDoesNotKill() {
    Recorder kept = new Recorder();
    Recorder missed = new Recorder();
    RunningProcess one = runs.start(runs.bash(STUBBORN), limits(LONG, LONG), kept);
    RunningProcess other = runs.start(runs.bash(STUBBORN), limits(LONG, LONG), missed);
    kept.await(Source.STDOUT);

    one.keepUntil(nanosFromNow(Duration.ofMillis(200)));
    one.keepUntil(nanosFromNow(LONG));
    other.keepUntil(nanosFromNow(Duration.ofMillis(400)));
    // Alarms ring in order: when the later one has rung, the earlier one has not.
    assertThat(missed.awaitEnd().end()).isEqualTo(new End.Abandoned());
    assertThat(ProcessHandle.of(one.pid())).isPresent();

    one.keepUntil(nanosFromNow(Duration.ofMillis(10)));
    assertThat(kept.awaitEnd().end()).isEqualTo(new End.Abandoned());
  }

  @Test
  void theFirstReasonIsTheOneThatIsTold() {
    Recorder recorder = new Recorder();
    RunningProcess process = runs.start(runs.bash(STUBBORN), limits(LONG, LONG), recorder);
    recorder.await(Source.STDOUT);
    process.stop();
    process.keepUntil(nanosFromNow(Duration.ZERO));
    assertThat(recorder.awaitEnd().end()).isEqualTo(new End.Stopped());
  }

  @Test
  void aListenerThatBlocksDelaysNoTimeOut() {
    CountDownLatch blocked = new CountDownLatch(1);
    Recorder recorder = new Recorder();
    RunningProcess process =
        runs.start(
            runs.bash(POLITE),
            limits(Duration.ofMillis(200), Duration.ofMillis(100)),
            new ProcessListener() {
              @Override
              public void line(Source source, String text) {
                await(blocked);
              }

              @Override
              public void ended(ProcessResult result) {
                recorder.ended(result);
              }
            });
    Runs.awaitGone(process.pid());
    blocked.countDown();
    assertThat(recorder.awaitEnd().end()).isInstanceOf(End.TimedOut.class);
  }

  @Test
  void whatComesAfterTheEndChangesNothing() {
    Recorder recorder = new Recorder();
    RunningProcess process = runs.start(runs.bash("exit 5"), limits(LONG, LONG), recorder);
    ProcessResult result = recorder.awaitEnd();
    process.stop();
    process.kill();
    process.keepUntil(nanosFromNow(Duration.ZERO));
    runs.close();
    assertThat(result.end()).isEqualTo(new End.Exited(5));
    recorder.assertThatTheEndWasTheEnd();
  }

  @Test
  void aStopThatMeetsTheEndIsOneOfTheTwo() {
    for (int round = 0; round < 50; round++) {
      Recorder recorder = new Recorder();
      runs.start(runs.bash("exit 0"), limits(LONG, LONG), recorder).stop();
      assertThat(recorder.awaitEnd().end()).isIn(new End.Stopped(), new End.Exited(0));
      recorder.assertThatTheEndWasTheEnd();
    }
  }

  private static Limits limits(Duration timeout, Duration grace) {
    return new Limits(TimeLimits.of(timeout, grace), 100, 10_000, 1_000);
  }

  private static long nanosFromNow(Duration span) {
    return SteadyClock.nanos() + span.toNanos();
  }

  private static void assertGone(long pid) {
    assertThat(ProcessHandle.of(pid)).isEmpty();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
