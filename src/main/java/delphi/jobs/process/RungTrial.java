package delphi.jobs.process;

import delphi.jobs.process.ProcessResult.End;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tries whether this machine allows a rung with a holder, by running a command on it that leaves an
 * orphan behind. Nothing less tells: the kernel, the container's rules and Python all have a word
 * in it.
 */
final class RungTrial {
  private static final int AS_IT_SHOULD = 41;

  /**
   * Ends with that code if its own process is where the process file system says, and leaves an
   * orphan in another session that holds the output open and would live for a minute.
   */
  private static final String LOOK =
      """
      import os, signal
      if os.fork() == 0:
          os.setsid()
          signal.alarm(60)
          signal.pause()
      os._exit(%d if os.readlink('/proc/self') == str(os.getpid()) else 1)
      """
          .formatted(AS_IT_SHOULD);

  private static final int LINE_BYTES_MAX = 1_024;

  /** Hundreds of times what it takes. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private RungTrial() {}

  /** What is wrong with a rung; nothing when it holds. */
  static String flaw(Held rung) {
    try {
      return flaw(rung.place(SteadyClock.nanos() + PATIENCE.toNanos()), rung.python());
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String flaw(Containment.Place place, Path python) throws IOException {
    CountDownLatch silence = new CountDownLatch(1);
    StreamReader output =
        StreamReader.open(
            new LineSplitter(LINE_BYTES_MAX, Redaction.NONE, _ -> {}), silence::countDown);
    try {
      Process leader = leader(place, output.sink(), python);
      output.letGo();
      return flaw(place.tree(leader), leader, silence);
    } finally {
      output.close();
    }
  }

  private static Process leader(Containment.Place place, File output, Path python)
      throws IOException {
    List<String> look = List.of(python.toString(), "-I", "-S", "-c", LOOK);
    ProcessBuilder builder =
        new ProcessBuilder(place.around(look))
            .redirectInput(place.input())
            .redirectOutput(output)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    try {
      return builder.start();
    } catch (IOException e) {
      place.discard();
      throw e;
    }
  }

  private static String flaw(Containment.Tree tree, Process leader, CountDownLatch silence) {
    try {
      End end = tree.end().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      tree.kill();
      if (!end.equals(new End.Exited(AS_IT_SHOULD))) {
        return "a command on it came to another end than its own, " + end;
      }
      if (!leader.waitFor(PATIENCE) || !tree.isEmpty()) {
        return "its holder came to another end than its own";
      }
      return silence.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)
          ? ""
          : "an orphan has outlived its holder";
    } catch (ExecutionException | TimeoutException e) {
      return "a command on it came to no end in " + PATIENCE.toSeconds() + " s";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "the trial was interrupted";
    } finally {
      tree.kill();
      tree.forget();
    }
  }
}
