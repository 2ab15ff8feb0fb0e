package delphi.jobs.process;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One stream of a command: the pipe, and the thread that reads it. */
final class StreamReader {
  /** Enough for a command that says something now and then, of which there may be many. */
  private static final int BUFFER_FIRST = 8 * 1024;

  /** All that a pipe holds, for one that floods us. */
  private static final int BUFFER_MAX = 64 * 1024;

  /** The most that a pipe can hold, even one that a command has enlarged. */
  private static final int PIPE_MAX = 1 << 20;

  private static final long TICK_MILLIS = 20;

  private final OutputPipe pipe;
  private final LineSplitter splitter;
  private final Runnable atEnd;
  private final Thread thread =
      Thread.ofPlatform().name("process-to-come").daemon().unstarted(this::read);
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile long bytesRead;
  private volatile long heardNanos = System.nanoTime();

  private StreamReader(OutputPipe pipe, LineSplitter splitter, Runnable atEnd) {
    this.pipe = pipe;
    this.splitter = splitter;
    this.atEnd = atEnd;
  }

  /**
   * Makes a pipe and begins to read it. Before there is a command, because a thread that cannot be
   * had is found out best while there is nothing to undo.
   */
  static StreamReader open(LineSplitter splitter, Runnable atEnd) throws IOException {
    OutputPipe pipe = OutputPipe.open();
    StreamReader reader = new StreamReader(pipe, splitter, atEnd);
    try {
      reader.thread.start();
    } catch (OutOfMemoryError noThread) {
      pipe.close();
      throw noThread;
    }
    return reader;
  }

  /** What the command writes to; a name that is good until it is handed over. */
  File sink() {
    return pipe.sink();
  }

  /** The command has it now, so the stream ends when the last who holds it ends. */
  void handOver(String name) {
    thread.setName(name);
    heardNanos = System.nanoTime();
    letGo();
  }

  /** Nobody is to be given it any more. */
  void letGo() {
    pipe.handOver();
  }

  /**
   * How long nothing has come. What lies unread in the pipe has come: then it is we who are slow.
   */
  Duration quiet() {
    return pipe.unread() > 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - heardNanos);
  }

  boolean isAtEnd() {
    return end.getCount() == 0;
  }

  /**
   * Ends the stream on our side, when what lies in the pipe has been told: that may be the last
   * word of a command whose listener is slow. Not more than that; whoever goes on writing now has
   * outlived the command.
   */
  void finish() throws InterruptedException {
    long enough = bytesRead + PIPE_MAX;
    while (!isAtEnd() && pipe.unread() > 0 && bytesRead < enough) {
      boolean ignored = end.await(TICK_MILLIS, TimeUnit.MILLISECONDS);
    }
    pipe.close();
    end.await();
  }

  /** Gives the stream up, read or not. */
  void close() {
    pipe.close();
  }

  private void read() {
    long total = 0;
    byte[] bytes = new byte[BUFFER_FIRST];
    try (FileChannel source = pipe.source()) {
      for (int count = 0; count >= 0; count = source.read(ByteBuffer.wrap(bytes))) {
        // Heard when it comes, and not before it is told: a slow listener is no silence either.
        heardNanos = System.nanoTime();
        splitter.feed(bytes, count);
        total += count;
        bytesRead = total;
        heardNanos = System.nanoTime();
        if (count == bytes.length && count < BUFFER_MAX) {
          bytes = new byte[2 * count];
        }
      }
    } catch (IOException closed) {
      // Closed by us: somebody who has outlived the command still holds the other end.
    } finally {
      splitter.end();
      end.countDown();
      atEnd.run();
    }
  }
}
