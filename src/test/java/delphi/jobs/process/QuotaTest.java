package delphi.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.process.ProcessResult.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What a command may take, kept and counted by the control groups of this machine. */
@ParameterizedClass
@MethodSource("delphi.jobs.process.Rungs#held")
final class QuotaTest {
  private static final long MEBIBYTE = 1 << 20;
  private static final ProcessSettings PATIENT =
      new ProcessSettings(Duration.ofSeconds(2), Duration.ofMillis(20));

  /** Half of it in a child, so that one process alone has less; both at the same time. */
  private static final String TAKE_40_MEBIBYTES =
      """
      import os, signal
      reading, writing = os.pipe()
      child = os.fork()
      block = bytearray(20 << 20)
      if child == 0:
          os.write(writing, b"x")
          signal.pause()
      os.read(reading, 1)
      os.kill(child, signal.SIGKILL)
      os.wait()
      """;

  private final Held rung;
  @TempDir private Path directory;

  QuotaTest(Held rung) {
    this.rung = rung;
  }

  @Test
  void whoTakesMoreMemoryThanItMayIsKilledAndThatIsRecognised() throws IOException {
    try (Runs runs = runs(new Quota(64 * MEBIBYTE, null, null))) {
      ProcessResult result = runs.result(runs.python("block = bytearray(200 << 20)"));
      assertThat(result.end()).isEqualTo(new End.OutOfMemory(128 + 9, 64 * MEBIBYTE));
      assertThat(result.custody().usage().outOfMemoryKills()).isEqualTo(1);
      assertThat(result.exitConfirmed()).isTrue();
    }
  }

  @Test
  void aKillThatIsNotForMemoryIsNotTakenForOne() throws IOException {
    try (Runs runs = runs(new Quota(64 * MEBIBYTE, null, null))) {
      assertThat(runs.result(runs.bash("kill -9 $$")).end()).isEqualTo(new End.Exited(128 + 9));
    }
  }

  @Test
  void whoGoesOnWithoutAChildThatWasKilledHasDoneItsWork() throws IOException {
    try (Runs runs = runs(new Quota(64 * MEBIBYTE, null, null))) {
      String script = "python3 -c 'block = bytearray(200 << 20)'; echo coped; exit 0";
      ProcessResult result = runs.result(runs.bash(script));
      assertThat(result.end()).isEqualTo(new End.Exited(0));
      assertThat(result.custody().usage().outOfMemoryKills()).isEqualTo(1);
    }
  }

  @Test
  void memoryAndProcessorTimeOfTheWholeTreeAreCounted() throws IOException {
    try (Runs runs = runs(new Quota(500 * MEBIBYTE, null, null))) {
      Usage usage = runs.result(runs.python(TAKE_40_MEBIBYTES)).custody().usage();
      assertThat(usage.isCounted()).isTrue();
      assertThat(usage.peakMemoryBytes()).isBetween(40 * MEBIBYTE, 200 * MEBIBYTE);
      assertThat(usage.cpu()).isPositive();
    }
  }

  @Test
  void noMoreProcessesAreStartedThanItMayHave() throws IOException {
    try (Runs runs = runs(new Quota(null, null, 20))) {
      String script =
          """
          import os, signal
          count = 0
          try:
              while count < 100:
                  if os.fork() == 0:
                      signal.pause()
                  count += 1
          except BlockingIOError:
              print(count)
          """;
      assertThat(runs.result(runs.python(script)).stdout().lines()).containsExactly("19");
    }
  }

  @Test
  void aCommandGetsNoMoreOfTheProcessorThanItMay() throws IOException {
    try (Runs runs = runs(new Quota(null, 0.2, null))) {
      String script = "import time\nend = time.monotonic() + 1\nwhile time.monotonic() < end: pass";
      Usage usage = runs.result(runs.python(script)).custody().usage();
      // A busy second would be one without a limit.
      assertThat(usage.cpu()).isLessThan(Duration.ofMillis(600));
    }
  }

  @Test
  void aForkBombIsGoneAndTheEndIsProved() throws IOException {
    String bomb =
        """
        import os
        print("ready", flush=True)
        while True:
            try:
                os.fork()
            except OSError:
                pass
        """;
    try (Runs runs = runs(new Quota(null, 1.0, 150))) {
      Recorder recorder = new Recorder();
      RunningProcess process = runs.start(runs.python(bomb), Runs.LIMITS, recorder);
      recorder.await(Source.STDOUT);
      process.kill();
      assertThat(recorder.awaitEnd().exitConfirmed()).isTrue();
      assertThat(Survivors.in(directory)).isEmpty();
    }
  }

  @Test
  void groupsAreRemovedEvenIfTheirHolderIsKilled() throws IOException {
    try (Runs runs = runs(new Quota(64 * MEBIBYTE, null, null))) {
      Recorder recorder = new Recorder();
      RunningProcess process =
          runs.start(runs.bash("cat /proc/self/cgroup; sleep 1000"), Runs.LIMITS, recorder);
      String group =
          recorder.await(Source.STDOUT, line -> line.contains(":memory:")).replaceFirst(".*/", "");
      List<Path> groups = groupsNamed(group);
      assertThat(groups).isNotEmpty();
      Runs.leaderOf(process).destroyForcibly();
      recorder.awaitEnd();
      assertThat(groups).noneMatch(Files::exists);
    }
  }

  private static List<Path> groupsNamed(String name) {
    return OwnGroups.now().mounts().stream()
        .flatMap(mount -> mount.places().stream())
        .map(place -> place.resolve(name))
        .filter(Files::exists)
        .toList();
  }

  private Runs runs(Quota quota) throws IOException {
    try {
      Ladder.Found limited = Ladder.keeping(quota, new Ladder.Found(rung));
      if (!limited.words().endsWith("limits by control groups")) {
        abort("SKIPPED: " + limited.words());
      }
      return new Runs(directory, new OsProcessRunner(PATIENT, quota, limited));
    } catch (QuotaUnavailable unavailable) {
      return abort("SKIPPED: no limits: " + unavailable.getMessage());
    }
  }
}
