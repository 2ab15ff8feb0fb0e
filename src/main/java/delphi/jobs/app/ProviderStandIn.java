package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The example that plays a provider of language-model batches, as a child of ours: it listens on
 * this machine only and ends when its standard input does, so it cannot outlive us.
 */
final class ProviderStandIn implements AutoCloseable {
  private static final long STARTS_WITHIN_SECONDS = 30;
  private static final String ANNOUNCEMENT = "listening on ";

  private final Process process;
  private final String address;

  private ProviderStandIn(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts it, and waits until it listens.
   *
   * @param state the folder in which it remembers what was ordered
   */
  static ProviderStandIn start(String python, Path script, Path state) {
    try {
      Files.createDirectories(state);
      Process process =
          new ProcessBuilder(
                  python, script.toString(), "--state", state.toString(), "--exit-with-stdin")
              .redirectError(state.resolve("provider.log").toFile())
              .start();
      return new ProviderStandIn(process, announced(process, state));
    } catch (IOException notStarted) {
      throw problem(notStarted.toString(), "Install Python 3, or name one with DELPHI_PYTHON.");
    }
  }

  /** Where it listens. */
  String address() {
    return address;
  }

  @Override
  public void close() {
    process.destroy();
  }

  private static String announced(Process process, Path state) {
    CompletableFuture<String> line = new CompletableFuture<>();
    Thread.ofVirtual().name("provider-announcement").start(() -> line.complete(firstLine(process)));
    try {
      String said = line.get(STARTS_WITHIN_SECONDS, TimeUnit.SECONDS);
      if (said.startsWith(ANNOUNCEMENT)) {
        return said.substring(ANNOUNCEMENT.length());
      }
      process.destroy();
      throw problem("it ended at once", "Its words are in " + state.resolve("provider.log") + ".");
    } catch (TimeoutException | ExecutionException silent) {
      process.destroy();
      throw problem("it does not say where it listens", "Look at " + state + ".");
    } catch (InterruptedException stopped) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw problem("it was interrupted", "");
    }
  }

  private static String firstLine(Process process) {
    try {
      BufferedReader reader = process.inputReader(UTF_8);
      String line = reader.readLine();
      return line == null ? "" : line;
    } catch (IOException gone) {
      return "";
    }
  }

  private static Problem problem(String why, String remedy) {
    return new Problem(Exit.FAILED, "stand-in of the batch provider", why, remedy);
  }
}
