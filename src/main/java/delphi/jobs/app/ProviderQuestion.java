package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.handler.OrderSearch;
import delphi.jobs.process.Command;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs the script that asks a provider for batches, and understands what it prints. */
final class ProviderQuestion {
  /** A provider answers in seconds; a person waits for this. */
  private static final Duration MOST = Duration.ofSeconds(60);

  private static final int BYTES_MAX = 1 << 20;

  private final Command command;

  ProviderQuestion(Command command) {
    this.command = command;
  }

  /**
   * Asks.
   *
   * @throws Problem when there is no whole answer, which is not the same as "there is none"
   */
  List<OrderSearch.Found> ask() {
    Process process = started();
    try {
      CompletableFuture<byte[]> out = reading(process.getInputStream());
      CompletableFuture<byte[]> err = reading(process.getErrorStream());
      if (!process.waitFor(MOST.toSeconds(), TimeUnit.SECONDS)) {
        throw problem("it has not answered in " + MOST.toSeconds() + " s", "");
      }
      String complaint = lastLine(text(err));
      if (process.exitValue() != 0) {
        throw problem("it ended with code " + process.exitValue(), complaint);
      }
      return OrderSearch.read(text(out));
    } catch (IllegalArgumentException notUnderstood) {
      throw problem(String.valueOf(notUnderstood.getMessage()), "");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw problem("it was interrupted", "");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Process started() {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command.argv())
              .directory(command.directory().toFile())
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
      builder.environment().clear();
      builder.environment().putAll(command.environment());
      return builder.start();
    } catch (IOException notStarted) {
      throw problem("it cannot be started: " + notStarted.getMessage(), "");
    }
  }

  private static CompletableFuture<byte[]> reading(InputStream stream) {
    CompletableFuture<byte[]> all = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("provider-question")
        .start(() -> {
          try (stream) {
            all.complete(stream.readNBytes(BYTES_MAX + 1));
          } catch (IOException gone) {
            all.complete(new byte[0]);
          }
        });
    return all;
  }

  /** Whoever still holds the stream after the end does not keep us. */
  private static String text(CompletableFuture<byte[]> stream) throws InterruptedException {
    try {
      byte[] bytes = stream.get(MOST.toSeconds(), TimeUnit.SECONDS);
      if (bytes.length > BYTES_MAX) {
        throw new IllegalArgumentException("it says more than " + BYTES_MAX + " bytes");
      }
      return new String(bytes, UTF_8);
    } catch (ExecutionException | TimeoutException open) {
      throw new IllegalArgumentException("its output does not end", open);
    }
  }

  private static String lastLine(String text) {
    return text.lines().filter(line -> !line.isBlank()).reduce("", (_, line) -> line.strip());
  }

  private Problem problem(String why, String complaint) {
    return new Problem(
        Exit.FAILED,
        "script " + String.join(" ", command.argv()),
        complaint.isEmpty() ? why : why + ": " + complaint,
        "Nothing is known of the batch, and nothing was changed.");
  }
}
