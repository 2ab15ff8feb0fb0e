package delphi.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits on time that no command can fool, whatever it does with its streams. */
final class TimeLimitsTest {
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final TimeLimits PATIENT = TimeLimits.of(LONG, Duration.ZERO);

  /** The promise is 1 s beside the grace; the rest is for a machine that has much else to do. */
  private static final Duration LATEST = SHORT.plusSeconds(5);

  @TempDir private Path directory;
  private Runs runs;

  @BeforeEach
  void open() {
    runs = new Runs(directory);
  }

  @AfterEach
  void close() {
    runs.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec sleep 1000",
        "printf 'half a line'; exec sleep 1000",
        "exec >&- 2>&-; exec sleep 1000",
        "sleep 1000 & exec sleep 1000",
        "trap '' TERM; (trap '' TERM; sleep 1000) & sleep 1000",
        "exec yes",
        "exec yes >&2",
        "exec tr -d '\\n' </dev/zero",
      })
  void itsTimeIsOverWhateverItDoes(String script) {
    ProcessResult result =
        runs.result(runs.bash(script), limits(TimeLimits.of(SHORT, Duration.ZERO)));

    assertThat(result.end()).isEqualTo(new End.TimedOut(TimeLimits.Kind.RUN, SHORT));
    assertThat(result.elapsed()).isBetween(SHORT, LATEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exec sleep 1000", "printf 'half a line'; exec sleep 1000"})
  void whoSaysNothingIsStopped(String script) {
    ProcessResult result = runs.result(runs.bash(script), limits(PATIENT.withSilence(SHORT)));

    assertThat(result.end()).isEqualTo(new End.TimedOut(TimeLimits.Kind.SILENCE, SHORT));
    assertThat(result.elapsed()).isBetween(SHORT, LATEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"echo -n .", "echo -n . >&2", "echo '{}' >> $1"})
  void everySignOfLifeCounts(String sign) {
    Path channel = directory.resolve("channel");
    // Two of its pauses are longer than the limit together, and no single one is.
    String script = "for i in 1 2 3 4 5 6; do " + sign + "; read -t 0.25 < <(sleep 9); done";
    Command command = runs.bash(script, channel.toString()).withChannel(channel);

    ProcessResult result =
        runs.result(command, limits(PATIENT.withSilence(Duration.ofMillis(1_200))));

    assertThat(result.elapsed()).isGreaterThan(Duration.ofMillis(1_250));
    assertThat(result.end()).isInstanceOf(End.Exited.class);
  }

  @Test
  void howLongItHasBeenSilentIsKnown() throws Exception {
    Recorder recorder = new Recorder();
    long begun = System.nanoTime();
    RunningProcess process =
        runs.start(
            runs.bash("echo one; read -t 0.5 < <(sleep 9); echo two; exec sleep 1000"),
            Runs.LIMITS,
            recorder);

    recorder.await(Source.STDOUT, "one"::equals);
    Duration first = process.quiet();
    recorder.await(Source.STDOUT, "two"::equals);
    Duration atTwo = process.quiet();
    Duration sinceBegin = Duration.ofNanos(System.nanoTime() - begun);

    assertThat(first).isGreaterThanOrEqualTo(Duration.ZERO);
    assertThat(atTwo).isLessThan(sinceBegin.minusMillis(450));
    process.kill();
    recorder.awaitEnd();
    assertThat(process.quiet()).as("it has said nothing since").isGreaterThanOrEqualTo(atTwo);

    Recorder mute = new Recorder();
    RunningProcess silent = runs.start(runs.bash("read -t 0.5 < <(sleep 9)"), Runs.LIMITS, mute);
    mute.awaitEnd();
    assertThat(silent.quiet()).isGreaterThan(Duration.ofMillis(450));
  }

  @Test
  void whoIsNotListenedToIsNotSilent() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch patience = new CountDownLatch(1);
    Recorder recorder = new Recorder();
    ProcessListener slow =
        new ProcessListener() {
          @Override
          public void line(Source source, String text) {
            recorder.line(source, text);
            told.countDown();
            try {
              boolean ignored = patience.await(1, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public void ended(ProcessResult result) {
            recorder.ended(result);
          }
        };
    Command command = runs.bash("echo one; head -c 2000000 /dev/zero | tr '\\0' 'x'; echo; exit 5");

    runs.start(command, limits(PATIENT.withSilence(SHORT)), slow);

    assertThat(told.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(recorder.awaitEnd().end()).isEqualTo(new End.Exited(5));
    assertThat(recorder.lines(Source.STDOUT)).hasSize(2);
  }

  @Test
  void whatEarlierAttemptsHaveSpentIsCounted() {
    Duration total = Duration.ofHours(1);
    TimeLimits spent = PATIENT.withTotal(total).withSpent(total.minus(SHORT));

    ProcessResult result = runs.result(runs.bash("exec sleep 1000"), limits(spent));

    assertThat(result.end()).isEqualTo(new End.TimedOut(TimeLimits.Kind.TOTAL, total));
    assertThat(result.elapsed()).isBetween(SHORT, LATEST);
  }

  @Test
  void nothingIsLeftOfATotalThatIsSpent() {
    TimeLimits total = PATIENT.withTotal(SHORT);

    assertThat(PATIENT.left()).isNull();
    assertThat(total.left()).isEqualTo(SHORT);
    assertThat(total.withSpent(LONG).left()).isZero();
  }

  @Test
  void aLimitThatIsNoneIsRefused() {
    assertThatThrownBy(() -> PATIENT.withRun(Duration.ZERO)).hasMessageContaining("positive");
    assertThatThrownBy(() -> PATIENT.withSilence(Duration.ZERO)).hasMessageContaining("positive");
    assertThatThrownBy(() -> PATIENT.withTotal(SHORT.negated())).hasMessageContaining("positive");
    assertThatThrownBy(() -> PATIENT.withSpent(SHORT.negated())).hasMessageContaining("negative");
  }

  private static Limits limits(TimeLimits times) {
    return Runs.LIMITS.withTimes(times);
  }
}
