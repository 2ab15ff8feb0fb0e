package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Our end of the line to a holder, who hears through it how long its command may live. Never waits:
 * a word that finds no room, because the other end is frozen, is lost, and the earlier deadline
 * holds. When we die, the system closes it, and that is a word too.
 */
final class HolderLine {
  private final ReentrantLock lock = new ReentrantLock();
  private final int readingEnd;
  private final int writingEnd;
  private boolean handedOver;
  private boolean closed;

  private HolderLine(Posix.Pipe pipe) {
    this.readingEnd = pipe.readingEnd();
    this.writingEnd = pipe.writingEnd();
  }

  static HolderLine open() throws IOException {
    return new HolderLine(Linux.pipeThatNeverWaits());
  }

  /** What the other end reads; a name that leads there until {@link #handOver()}. */
  File input() {
    return new File("/proc/self/fd/" + readingEnd);
  }

  /** The other end has it now. */
  void handOver() {
    lock.lock();
    try {
      if (!handedOver) {
        handedOver = true;
        Posix.close(readingEnd);
      }
    } finally {
      lock.unlock();
    }
  }

  void keepUntil(long deadlineNanos) {
    say(Long.toString(deadlineNanos));
  }

  void terminate() {
    say("TERM");
  }

  /** Lets go: the other end, and everything that it holds, ends. */
  void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        Posix.close(writingEnd);
      }
    } finally {
      lock.unlock();
    }
  }

  private void say(String word) {
    lock.lock();
    try {
      if (!closed) {
        Linux.write(writingEnd, (word + "\n").getBytes(US_ASCII));
      }
    } finally {
      lock.unlock();
    }
  }
}
