package delphi.jobs.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads one stream of a command to its end, or until somebody closes it. */
final class StreamReader implements Runnable {
  private static final int BUFFER_SIZE = 8 * 1024;

  private final FileChannel source;
  private final LineSplitter splitter;
  private final Runnable atEnd;

  StreamReader(FileChannel source, LineSplitter splitter, Runnable atEnd) {
    this.source = source;
    this.splitter = splitter;
    this.atEnd = atEnd;
  }

  @Override
  public void run() {
    byte[] bytes = new byte[BUFFER_SIZE];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try (source) {
      for (int count = 0; count >= 0; count = source.read(buffer.clear())) {
        splitter.feed(bytes, count);
      }
    } catch (IOException closed) {
      // Closed by us: somebody who has outlived the command still holds the other end.
    } finally {
      splitter.end();
      atEnd.run();
    }
  }
}
