package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for this process only, gone with it. */
record ScratchFolder(Path path) implements AutoCloseable {
  static ScratchFolder make(String prefix) {
    try {
      return new ScratchFolder(Files.createTempDirectory(prefix));
    } catch (IOException refused) {
      throw new Problem(
          Exit.CONFIGURATION,
          "temporary folder",
          "it cannot be made: " + refused.getMessage(),
          "Make " + System.getProperty("java.io.tmpdir") + " writable, with room in it.",
          refused);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> inside = Files.walk(path)) {
      List<Path> deepestFirst = inside.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException left) {
      // Not worth an exit code: what stays are a few empty files in the folder of such things.
      path.toFile().deleteOnExit();
    }
  }
}
