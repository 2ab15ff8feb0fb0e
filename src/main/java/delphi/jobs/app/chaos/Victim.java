package delphi.jobs.app.chaos;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** One poller, a process of its own, to which things are done. */
final class Victim {
  private static final long END_SECONDS_MAX = 60;

  /** What a poller says when it begins to look for jobs. */
  private static final String READY = " started: jobs at once ";

  private final Process process;
  private final Path log;
  private Condition condition = Condition.STARTING;
  private long resumeNanos;

  private Victim(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** In what state we have left it. */
  enum Condition {
    STARTING,
    RUNNING,
    PAUSED,
    STOPPING
  }

  /**
   * Starts one.
   *
   * @param environment all that it gets
   * @param log a file of its own, where it writes
   */
  static Victim start(List<String> command, Map<String, String> environment, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
            .redirectInput(new File("/dev/null"));
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return new Victim(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException("a poller did not start", e);
    }
  }

  Condition condition() {
    if (condition == Condition.STARTING && hasSaid(READY)) {
      condition = Condition.RUNNING;
    }
    return condition;
  }

  /** Whether it has started something that still runs. */
  boolean isAtWork() {
    return process.children().findAny().isPresent();
  }

  /** Its exit code, once it has ended. */
  OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** Ends it without a word, and waits until it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
      throw new IllegalStateException("process " + process.pid() + " does not die");
    }
  }

  /** Freezes it; {@link #goOn} is due at that moment of {@link System#nanoTime()}. */
  void pause(long untilNanos) throws InterruptedException {
    signal("STOP");
    condition = Condition.PAUSED;
    resumeNanos = untilNanos;
  }

  boolean isDue() {
    return condition == Condition.PAUSED && System.nanoTime() - resumeNanos >= 0;
  }

  void goOn() throws InterruptedException {
    signal("CONT");
    condition = Condition.RUNNING;
  }

  /** Asks it to end. */
  void stop() {
    process.toHandle().destroy();
    condition = Condition.STOPPING;
  }

  @Override
  public String toString() {
    return condition + " poller of " + log.getFileName();
  }

  private boolean hasSaid(String words) {
    try {
      return Files.exists(log) && Files.readString(log).contains(words);
    } catch (IOException e) {
      throw new UncheckedIOException("what a poller says cannot be read", e);
    }
  }

  /** Java has no word for these signals, but every shell has. */
  private void signal(String name) throws InterruptedException {
    try {
      Process shell =
          new ProcessBuilder(
                  "/bin/sh", "-c", "kill -" + name + " " + process.pid() + " 2>/dev/null || true")
              .start();
      if (!shell.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
        throw new IllegalStateException("kill(1) does not end");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("SIG" + name + " could not be sent", e);
    }
  }
}
