package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts that people see, kept in files. {@code mvn test -Dsnapshots=write} writes them anew; what
 * has changed is then read in the diff.
 */
final class Snapshot {
  private static final Path FOLDER = Path.of("src/test/resources/delphi/jobs/app");

  private Snapshot() {}

  static void assertMatches(String name, String actual) {
    Path file = FOLDER.resolve(name);
    if ("write".equals(System.getProperty("snapshots"))) {
      write(file, actual);
    }
    assertThat(file).as("run with -Dsnapshots=write to make it").exists();
    assertThat(actual).as(file.toString()).isEqualTo(read(file));
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    } catch (IOException unwritten) {
      throw new UncheckedIOException(unwritten);
    }
  }
}
