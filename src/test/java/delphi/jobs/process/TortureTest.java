package delphi.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.process.ProcessResult.End;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * On every rung with a holder nothing that a command started outlives it, nor its poller: commands
 * that try everything to do so, all at once. The long form does it five times.
 */
@ParameterizedClass
@MethodSource("delphi.jobs.process.Rungs#held")
final class TortureTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final int TIMES = Boolean.getBoolean("long") ? 5 : 1;

  /** Nine trees with hundreds of processes are killed at once, on a machine that has more to do. */
  private static final ProcessSettings PATIENT =
      new ProcessSettings(Duration.ofSeconds(2), Duration.ofMillis(20));

  private final Containment rung;
  @TempDir private Path directory;

  TortureTest(Containment rung) {
    this.rung = rung;
  }

  @BeforeEach
  void makePipe() throws Exception {
    new ProcessBuilder("mkfifo", "held").directory(directory.toFile()).start().waitFor();
  }

  @ParameterizedTest
  @MethodSource("times")
  void whatIsKilledIsGoneAndTheEndIsProved(int time) throws IOException {
    assertAllProvedGone("trap '' TERM; sleep 1000", RunningProcess::kill, new End.Stopped());
  }

  @ParameterizedTest
  @MethodSource("times")
  void whatACommandLeavesBehindIsGoneAndTheEndIsProved(int time) throws IOException {
    assertAllProvedGone("exit 7", _ -> {}, new End.Exited(7));
  }

  @ParameterizedTest
  @MethodSource("times")
  void everythingDiesWithAPollerThatIsKilled(int time) throws IOException {
    try (ChildJvm poller = poller(LONG);
        InputStream held = openHeld()) {
      poller.line();
      assertThat(Survivors.in(directory)).hasSizeGreaterThan(200);
      poller.kill();
      assertEndOf(held);
    }
  }

  @ParameterizedTest
  @MethodSource("times")
  void everythingDiesInTimeWhenAPollerIsFrozen(int time) throws Exception {
    try (ChildJvm poller = poller(Duration.ofSeconds(2));
        InputStream held = openHeld()) {
      long deadlineNanos = Long.parseLong(poller.line());
      poller.signal("STOP");
      assertEndOf(held);
      assertThat(SteadyClock.nanos()).isGreaterThanOrEqualTo(deadlineNanos);
      assertThat(poller.state()).isEqualTo('T');
    }
  }

  static IntStream times() {
    return IntStream.rangeClosed(1, TIMES);
  }

  private void assertAllProvedGone(String after, Consumer<RunningProcess> deed, End end)
      throws IOException {
    try (Runs runs = new Runs(directory, rung, PATIENT)) {
      Map<Scenario, RunningProcess> processes = new EnumMap<>(Scenario.class);
      Map<Scenario, Recorder> recorders = new EnumMap<>(Scenario.class);
      for (Scenario scenario : Scenario.values()) {
        Recorder recorder = new Recorder();
        recorders.put(scenario, recorder);
        processes.put(scenario, runs.start(scenario.then(after, runs), Runs.LIMITS, recorder));
      }
      try (InputStream held = openHeld()) {
        recorders.values().forEach(recorder -> recorder.await(Source.STDOUT));
        processes.values().forEach(deed);
        recorders.forEach((scenario, recorder) -> {
          ProcessResult result = recorder.awaitEnd();
          assertThat(result.end()).as("%s", scenario).isEqualTo(end);
          assertThat(result.exitConfirmed()).as("%s", scenario).isTrue();
        });
        assertThat(Survivors.in(directory)).isEmpty();
        assertEndOf(held);
      }
    }
  }

  /** Returns when somebody holds the other end. */
  private InputStream openHeld() throws IOException {
    return Files.newInputStream(directory.resolve("held"));
  }

  private static void assertEndOf(InputStream held) throws IOException {
    assertThat(held.read()).as("the end of all who held it").isEqualTo(-1);
  }

  private ChildJvm poller(Duration kept) throws IOException {
    return ChildJvm.run(
        PollerInLittle.class,
        directory.toString(),
        Integer.toString(Rungs.HELD.indexOf(rung)),
        Long.toString(kept.toSeconds()));
  }
}
