package delphi.jobs.process;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;

/**
 * The reading side of a command's job channel, a file that it appends lines to.
 *
 * <p>It is opened once, before the command starts, and read through that one descriptor: a file
 * that the command puts in its place, a link or a named pipe above all, is never opened by us, and
 * when it is deleted we still read what was said. What was in it before is no word of this command.
 */
final class ChannelFile {
  private static final int BUFFER_SIZE = 8 * 1024;

  private final Path path;
  private final boolean created;
  private final FileChannel file;
  private final LineSplitter splitter;
  private final int bytesMax;
  private final byte[] bytes = new byte[BUFFER_SIZE];
  private long position;
  private volatile long heardNanos = System.nanoTime();

  private ChannelFile(
      Path path, boolean created, FileChannel file, LineSplitter splitter, int bytesMax)
      throws IOException {
    this.path = path;
    this.created = created;
    this.file = file;
    this.position = file.size();
    this.splitter = splitter;
    this.bytesMax = bytesMax;
  }

  /** Opens it, and makes it first, for us alone, if it is missing. */
  static ChannelFile open(Path path, LineSplitter splitter, int bytesMax) throws IOException {
    boolean created = create(path);
    FileChannel file = FileChannel.open(path, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS));
    return new ChannelFile(path, created, file, splitter, bytesMax);
  }

  private static boolean create(Path path) throws IOException {
    try {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return true;
    } catch (FileAlreadyExistsException e) {
      if (Files.isRegularFile(path, NOFOLLOW_LINKS)) {
        return false;
      }
      throw new IOException("its channel " + path + " exists and is no plain file", e);
    } catch (IOException e) {
      throw new IOException("its channel " + path + " cannot be made (" + e + ")", e);
    }
  }

  /**
   * Tells the lines that have come, of a bounded number of bytes.
   *
   * @return whether there is more than that
   */
  boolean look() {
    try {
      long size = file.size();
      if (size < position) {
        // It was emptied: what comes now is new, and half a line is none.
        position = 0;
        splitter.forget();
      }
      long until = Math.min(size, position + bytesMax);
      while (position < until) {
        int room = (int) Math.min(bytes.length, until - position);
        int count = file.read(ByteBuffer.wrap(bytes, 0, room), position);
        if (count < 0) {
          return false;
        }
        heardNanos = System.nanoTime();
        splitter.feed(bytes, count);
        position += count;
        heardNanos = System.nanoTime();
      }
      return position < size;
    } catch (IOException e) {
      // A file that cannot be read says nothing; the command goes on, and so do we.
      return false;
    }
  }

  /** How long nothing has come. */
  Duration quiet() {
    return Duration.ofNanos(System.nanoTime() - heardNanos);
  }

  /** Tells what is left, a last line without end as well, or as much of it as the time allows. */
  void finish(Duration max) {
    long deadline = System.nanoTime() + max.toNanos();
    boolean more = look();
    while (more && System.nanoTime() - deadline < 0) {
      more = look();
    }
    splitter.end();
  }

  void close() {
    try {
      file.close();
    } catch (IOException e) {
      // It is closed in any case, and nothing was to be written.
    }
  }

  /** Closes it, and deletes it if it was made for this command, which does not run any more. */
  void discard() {
    close();
    if (created) {
      try {
        Files.delete(path);
      } catch (IOException e) {
        // A file that nobody reads does no harm.
      }
    }
  }
}
