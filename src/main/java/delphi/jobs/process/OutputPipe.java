package delphi.jobs.process;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A pipe of our own for one stream of a child.
 *
 * <p>The JDK's own would do until a grandchild keeps it open after its parent has ended: then a
 * reader blocked in it cannot be woken, not even by closing it, and the JDK's reaper thread hangs
 * beside it. A {@link FileChannel} on the same kind of pipe leaves its read when it is closed.
 */
final class OutputPipe {
  private static final Path DESCRIPTORS =
      Files.isDirectory(Path.of("/proc/self/fd")) ? Path.of("/proc/self/fd") : Path.of("/dev/fd");

  private final FileInputStream source;
  private final int writingEnd;
  private final AtomicBoolean handedOver = new AtomicBoolean();

  private OutputPipe(FileInputStream source, int writingEnd) {
    this.source = source;
    this.writingEnd = writingEnd;
  }

  static OutputPipe open() throws IOException {
    Posix.Pipe pipe = Posix.pipe();
    try {
      return new OutputPipe(new FileInputStream(file(pipe.readingEnd())), pipe.writingEnd());
    } catch (IOException e) {
      Posix.close(pipe.writingEnd());
      throw e;
    } finally {
      Posix.close(pipe.readingEnd());
    }
  }

  /** What the child writes to; a name that leads to the pipe until {@link #handOver()}. */
  File sink() {
    return file(writingEnd);
  }

  /** Lets go of our hold on the writing end: from now on the pipe ends with its last writer. */
  void handOver() {
    if (handedOver.compareAndSet(false, true)) {
      Posix.close(writingEnd);
    }
  }

  /** What comes out of it. */
  FileChannel source() {
    return source.getChannel();
  }

  /** How many bytes lie in it that nobody has read yet. */
  int unread() {
    try {
      return source.available();
    } catch (IOException e) {
      // Closed: the reader has come to its end.
      return 0;
    }
  }

  /** Ends it on our side; a thread that reads it comes back at once. */
  void close() {
    handOver();
    try {
      source.close();
    } catch (IOException e) {
      // It is closed in any case, and nothing was to be written.
    }
  }

  private static File file(int descriptor) {
    return DESCRIPTORS.resolve(Integer.toString(descriptor)).toFile();
  }
}
