package delphi.jobs.app.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs a harmless program for its few words, and never for long. */
final class Shell {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int BYTES_MAX = 1_000;

  private Shell() {}

  /**
   * What a program prints.
   *
   * @throws IOException if it cannot be started, fails, or does not end
   */
  static String words(List<String> argv, Path folder, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(argv).directory(folder.toFile()).redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(PATIENCE)) {
        throw new IOException("it does not end within " + PATIENCE.toSeconds() + " s");
      }
      byte[] said = process.getInputStream().readNBytes(BYTES_MAX);
      if (process.exitValue() != 0) {
        throw new IOException("it ends with exit code " + process.exitValue());
      }
      return new String(said, UTF_8).strip();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("it was interrupted", stopped);
    } finally {
      process.destroyForcibly();
    }
  }
}
