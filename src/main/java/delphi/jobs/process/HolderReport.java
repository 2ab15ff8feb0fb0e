package delphi.jobs.process;

import delphi.jobs.process.ProcessResult.End;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a holder tells us: that the command runs, and how it ended. */
final class HolderReport {
  /** Far longer than any machine takes that still works. */
  private static final long START_SECONDS_MAX = 30;

  /** It is there already; only the thread that reads it may have much to do. */
  private static final long SILENCE_SECONDS_MAX = 2;

  private static final int LINE_BYTES_MAX = 4 * 1024;
  private static final int KILLED = 128 + Posix.SIGKILL;

  private final CompletableFuture<Started> started = new CompletableFuture<>();
  private final CompletableFuture<End> end = new CompletableFuture<>();
  private final CompletableFuture<Void> silence = new CompletableFuture<>();
  private final HolderUsage usage = new HolderUsage();
  private final StreamReader reader;

  private HolderReport() throws IOException {
    LineSplitter splitter =
        new LineSplitter(
            LINE_BYTES_MAX,
            Redaction.NONE,
            lines -> lines.forEach(text -> hear(List.of(text.split(" ", 3)))));
    this.reader = StreamReader.open(splitter, this::fallSilent);
  }

  /**
   * A command that runs, in process ids as we see them.
   *
   * @param holder who holds the command
   */
  record Started(long command, long holder) {}

  static HolderReport open() throws IOException {
    return new HolderReport();
  }

  /**
   * What the other end writes to, by a name that any process of ours can open until it has done so.
   */
  String sink() {
    return "/proc/" + ProcessHandle.current().pid() + "/fd/" + reader.sink().getName();
  }

  /** Waits until the command runs. */
  Started awaitStart() throws IOException {
    try {
      return started.get(START_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause() == null ? "" : e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new IOException("its holder did not answer in " + START_SECONDS_MAX + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("we were interrupted while it started", e);
    }
  }

  /** How the command ended, as soon as it has. */
  CompletableFuture<End> end() {
    return end;
  }

  /** What the command has used, as far as it was told; all of it when the holder has ended. */
  Usage usage() {
    return usage.usage();
  }

  /** Waits until everything is read that a holder has said who has ended, but not for long. */
  void awaitSilence() throws InterruptedException {
    try {
      var _ = silence.get(SILENCE_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // Somebody else holds the other end; what has been said is what there is.
    }
  }

  void nameThread(long command) {
    reader.handOver("process-" + command + "-holder");
  }

  /** The other end has it, or never will. */
  void handOver() {
    reader.letGo();
  }

  void close() {
    reader.close();
  }

  private void hear(List<String> words) {
    switch (words.getFirst()) {
      case "started" -> started.complete(new Started(number(words, 1), number(words, 2)));
      case "exit" -> end.complete(new End.Exited((int) number(words, 1)));
      case "cut" -> {
        started.completeExceptionally(new IOException("its time was over before it began"));
        end.complete(new End.Abandoned());
      }
      case "failed", "broken" ->
          started.completeExceptionally(
              new IOException("error=" + words.get(1) + ", " + words.get(2)));
      case "used" -> usage.used(number(words, 1), number(words, 2));
      case "read" -> usage.read(words.get(1), words.get(2));
      default -> {
        // Nothing that we know of; what matters comes with the end of the report.
      }
    }
  }

  /** Whoever falls silent without a word was killed, and the command with it. */
  private void fallSilent() {
    started.completeExceptionally(new IOException("its holder ended before it began"));
    end.complete(new End.Exited(KILLED));
    silence.complete(null);
  }

  private static long number(List<String> words, int at) {
    return Long.parseLong(words.get(at));
  }
}
