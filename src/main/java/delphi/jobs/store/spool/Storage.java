package delphi.jobs.store.spool;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/** How files get onto the disk so that they are whole, and stay there when the power goes. */
final class Storage {
  private static final FileAttribute<Set<PosixFilePermission>> OUR_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final FileAttribute<Set<PosixFilePermission>> OUR_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private Storage() {}

  /** Makes a folder for this user only, and what it lies in, where they are missing. */
  static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, OUR_FOLDER);
    }
  }

  /** Writes a file under another name first; when this returns, the file is on the disk. */
  static void write(Path folder, String half, byte[] bytes, String name) throws IOException {
    write(folder.resolve(half), bytes, folder.resolve(name));
    syncFolder(folder);
  }

  private static void write(Path half, byte[] bytes, Path file) throws IOException {
    try {
      try (FileChannel channel =
          FileChannel.open(half, Set.of(CREATE, WRITE, TRUNCATE_EXISTING), OUR_FILE)) {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
          channel.write(left);
        }
        channel.force(true);
      }
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException refused) {
      Files.deleteIfExists(half);
      throw refused;
    }
  }

  /** The new name is only as safe as its folder; where folders cannot be synced, it must do. */
  private static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    } catch (IOException notHere) {
      // The file itself has been synced.
    }
  }

  static long countIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  /** What went wrong, without the path that the caller names anyway. */
  static String words(Exception trouble) {
    String reason = trouble instanceof FileSystemException refused ? refused.getReason() : null;
    String kind = trouble.getClass().getSimpleName().replaceFirst("Exception$", "");
    if (trouble instanceof FileSystemException) {
      return reason == null ? kind : reason;
    }
    String message = trouble.getMessage();
    return message == null ? kind : message;
  }
}
