package delphi.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.process.ProcessListener.Source;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a command's use where no control group counts it. */
final class UsageTest {
  private static final long MEBIBYTE = 1 << 20;

  /** A child with 30 MiB that lives, and one that has used the processor and is gone. */
  private static final String WORK =
      """
      import os, time
      if os.fork() == 0:
          end = time.process_time() + 0.3
          while time.process_time() < end:
              pass
          os._exit(0)
      os.wait()
      if os.fork() == 0:
          block = bytearray(30 << 20)
          print("ready", flush=True)
          time.sleep(1000)
      block = bytearray(30 << 20)
      """;

  @TempDir private Path directory;

  @Test
  void aHolderTellsTheProcessorTimeOfAllAndTheMemoryOfTheLargest() {
    try (Runs runs = new Runs(directory, new Subreaper(Rungs.PYTHON))) {
      String script = WORK.replace("time.sleep(1000)", "os._exit(0)") + "os.wait()\n";
      Usage usage = runs.result(runs.python(script)).custody().usage();
      assertThat(usage.isCounted()).isFalse();
      assertThat(usage.cpu()).isBetween(Duration.ofMillis(300), Duration.ofSeconds(60));
      assertThat(usage.peakMemoryBytes()).isBetween(30 * MEBIBYTE, 200 * MEBIBYTE);
    }
  }

  @Test
  void aLookSeesTheMemoryOfAllAndWhatThoseHaveUsedWhoAreGone() {
    for (Containment rung : Rungs.all().toList()) {
      try (Runs runs = new Runs(directory, rung)) {
        Recorder recorder = new Recorder();
        String script = WORK + "print('both', flush=True)\nos.wait()\n";
        RunningProcess process = runs.start(runs.python(script), Runs.LIMITS, recorder);
        recorder.await(Source.STDOUT, "both"::equals);
        recorder.await(Source.STDOUT, "ready"::equals);
        Usage seen = Load.now().of(root(process, rung), process.pid());
        assertThat(seen.peakMemoryBytes()).as("%s", rung).isGreaterThan(60 * MEBIBYTE);
        assertThat(seen.cpu()).as("%s", rung).isGreaterThanOrEqualTo(Duration.ofMillis(250));
        process.kill();
        recorder.awaitEnd();
      }
    }
  }

  @Test
  void whatWasCountedIsNotMixedWithWhatWasSeen() {
    Usage counted = new Usage(10, Duration.ofSeconds(1), true, 0);
    Usage seen = new Usage(20, Duration.ofMillis(1), false, 0);
    assertThat(counted.orMore(seen)).isEqualTo(counted);
    assertThat(seen.orMore(new Usage(5, Duration.ofSeconds(2), false, 0)))
        .isEqualTo(new Usage(20, Duration.ofSeconds(2), false, 0));
  }

  @Test
  void filesOfBothVersionsAreUnderstood() {
    HolderUsage second = new HolderUsage();
    second.used(5, 7);
    second.read("cpu", "usage_usec 1500;user_usec 1000;system_usec 500;");
    second.read("peak", "4096;");
    second.read("oom", "low 0;high 0;max 9;oom 3;oom_kill 2;oom_group_kill 0;");
    assertThat(second.usage()).isEqualTo(new Usage(4096, Duration.ofNanos(1_500_000), true, 2));
    HolderUsage first = new HolderUsage();
    first.read("cpunanos", "99;");
    first.read("peak", "8192;");
    first.read("oom", "oom_kill_disable 0;under_oom 0;oom_kill 1;");
    assertThat(first.usage()).isEqualTo(new Usage(8192, Duration.ofNanos(99), true, 1));
    HolderUsage neither = new HolderUsage();
    neither.used(5, 7);
    assertThat(neither.usage()).isEqualTo(new Usage(7 * 1_024, Duration.ofNanos(5_000), false, 0));
  }

  private static long root(RunningProcess process, Containment rung) {
    return rung instanceof Held
        ? ProcessHandle.of(process.pid()).flatMap(ProcessHandle::parent).orElseThrow().pid()
        : process.pid();
  }
}
