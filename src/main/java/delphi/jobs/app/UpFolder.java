package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which {@code up} keeps everything, held by one {@code up} at a time: a second one
 * would draw over the same log and start a second stand-in of the provider on the same state.
 */
final class UpFolder implements AutoCloseable {
  /** Where results lie inside. */
  static final String OUTPUT = "output";

  private static final long LOG_BYTES_MAX = 10_000_000;

  private final Path path;
  private final FileChannel lockFile;

  private UpFolder(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /**
   * Makes the folder, and holds it until closed.
   *
   * @throws Problem when another process holds it
   */
  static UpFolder open(Path path) {
    try {
      Files.createDirectories(path);
      FileChannel lockFile =
          FileChannel.open(
              path.resolve("up.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lockOf(lockFile) == null) {
        lockFile.close();
        throw new Problem(
            Exit.TRY_AGAIN,
            "up",
            "another `delphi up` is at work in " + path,
            "Submit to it with `delphi submit`, or end it first.");
      }
      return new UpFolder(path, lockFile);
    } catch (IOException refused) {
      throw new Problem(
          Exit.CONFIGURATION,
          "folder " + path,
          "it cannot be used: " + refused.getMessage(),
          "Give this user the right to write there.",
          refused);
    }
  }

  /** Results: pictures and narratives. */
  Path output() {
    return path.resolve(OUTPUT);
  }

  /** The folder itself. */
  Path path() {
    return path;
  }

  /** What the poller says, and what the scripts print. */
  Path log() {
    return path.resolve("poller.log");
  }

  /** What the stand-in of the provider remembers. */
  Path provider() {
    return path.resolve("provider");
  }

  /** The log to write on to; a long one of earlier runs is put aside. */
  PrintStream openLog() {
    try {
      if (Files.exists(log()) && Files.size(log()) > LOG_BYTES_MAX) {
        Files.move(log(), path.resolve("poller.log.1"), StandardCopyOption.REPLACE_EXISTING);
      }
      OutputStream file =
          Files.newOutputStream(log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return new PrintStream(file, true, StandardCharsets.UTF_8);
    } catch (IOException refused) {
      throw new Problem(
          Exit.CONFIGURATION,
          "log " + log(),
          "it cannot be written: " + refused.getMessage(),
          "Give this user the right to write there.",
          refused);
    }
  }

  /** The lock goes with its file. */
  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException alreadyClosed) {
      // The lock is gone with the process at the latest.
    }
  }

  private static @Nullable FileLock lockOf(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    }
  }
}
