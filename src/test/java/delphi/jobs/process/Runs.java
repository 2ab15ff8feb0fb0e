package delphi.jobs.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One runner for one test, and the short way to have it run something. */
final class Runs implements AutoCloseable {
  /** The least that a shell script needs. */
  static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

  /** For what is expected to end by itself. */
  static final Limits LIMITS =
      new Limits(
          TimeLimits.of(Duration.ofMinutes(5), Duration.ofMinutes(5)), 1_000, 1 << 20, 8 * 1024);

  /** Short, because tests wait for it; what it is long enough for is said where it matters. */
  private static final ProcessSettings SETTINGS =
      new ProcessSettings(Duration.ofMillis(300), Duration.ofMillis(20));

  private final Path directory;
  private final OsProcessRunner runner;

  Runs(Path directory) {
    this(directory, Rungs.BEST);
  }

  Runs(Path directory, Containment rung) {
    this(directory, rung, SETTINGS);
  }

  Runs(Path directory, Containment rung, ProcessSettings settings) {
    this(directory, new OsProcessRunner(settings, rung));
  }

  Runs(Path directory, OsProcessRunner runner) {
    this.directory = directory;
    this.runner = runner;
  }

  OsProcessRunner runner() {
    return runner;
  }

  /** A command for bash; further words are its {@code $1}, {@code $2} and so on. */
  Command bash(String script, String... words) {
    List<String> argv = new ArrayList<>(List.of("bash", "-c", script, "script"));
    argv.addAll(List.of(words));
    return new Command(argv, directory, ENVIRONMENT);
  }

  Command python(String script) {
    return new Command(List.of("/usr/bin/python3", "-c", script), directory, ENVIRONMENT);
  }

  RunningProcess start(Command command, Limits limits, ProcessListener listener) {
    return start(command, limits, Long.MAX_VALUE, listener);
  }

  RunningProcess start(
      Command command, Limits limits, long deadlineNanos, ProcessListener listener) {
    Start start = runner.start(command, limits, deadlineNanos, listener);
    assertThat(start).isInstanceOf(Start.Running.class);
    return ((Start.Running) start).process();
  }

  Start tried(Command command, long deadlineNanos, ProcessListener listener) {
    return runner.start(command, LIMITS, deadlineNanos, listener);
  }

  Start.NotStarted refused(Command command) {
    Start start = runner.start(command, LIMITS, Long.MAX_VALUE, new Recorder());
    assertThat(start).isInstanceOf(Start.NotStarted.class);
    return (Start.NotStarted) start;
  }

  /** Runs it to its end. */
  ProcessResult result(Command command, Limits limits) {
    Recorder recorder = new Recorder();
    start(command, limits, recorder);
    return recorder.awaitEnd();
  }

  ProcessResult result(Command command) {
    return result(command, LIMITS);
  }

  /** Waits, within a limit that nobody reaches, until a process has ended that we do not hear. */
  static void awaitGone(long pid) {
    ProcessHandle.of(pid)
        .map(process -> process.onExit().orTimeout(1, TimeUnit.MINUTES))
        .ifPresent(CompletableFuture::join);
  }

  /** Sends a signal to any process. */
  static void signal(String name, long pid) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** The process that we have started ourselves to have this one. */
  static ProcessHandle leaderOf(RunningProcess process) {
    ProcessHandle one = ProcessHandle.of(process.pid()).orElseThrow();
    while (!one.parent().orElseThrow().equals(ProcessHandle.current())) {
      one = one.parent().orElseThrow();
    }
    return one;
  }

  @Override
  public void close() {
    runner.close();
  }
}
