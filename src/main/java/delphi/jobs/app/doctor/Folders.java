package delphi.jobs.app.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What may be written where, without writing. */
public final class Folders {
  private Folders() {}

  /** Whether a file can be written, be it there already or not. */
  public static boolean isWritableFile(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return Files.exists(file)
        ? Files.isWritable(file) && !Files.isDirectory(file)
        : folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
  }

  /** The folder itself, or the nearest one above it that is there. */
  static Path existing(Path folder) {
    @Nullable Path each = folder.toAbsolutePath().normalize();
    while (each != null && !Files.exists(each)) {
      each = each.getParent();
    }
    return each == null ? Path.of("/") : each;
  }
}
