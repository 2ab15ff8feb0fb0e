package delphi.jobs.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Our standard output, as the lines of many jobs and our own log share it: whole records, in the
 * order in which they came, written by a thread of its own.
 *
 * <p>Whoever reads it slowly slows down the jobs that say much, and nobody else: a job's lines wait
 * for room, the log never does. When nobody has taken a byte for a while, what finds no room is
 * dropped and counted, and the count is written as soon as somebody reads again. So no renewal, no
 * time-out and no end of a job waits for a reader, and no memory grows.
 */
public final class Outlet implements AutoCloseable {
  /** What may wait to be written, of jobs; one piece may always, however large. */
  private static final int ROOM = 256 * 1024;

  /** What may wait beside it, of the log. */
  private static final int ROOM_FOR_LOG = 64 * 1024;

  /** Small enough that somebody who reads slowly is seen to read. */
  private static final int WRITE_MAX = 32 * 1024;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final PrintStream out;
  private final long patienceNanos;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private byte[] waiting = {};
  private int count;
  private boolean writing;
  private long movedNanos;
  private boolean stuck;
  private long lost;
  private long lostInAll;
  private boolean closed;

  public Outlet(PrintStream out) {
    this(out, PATIENCE);
  }

  /**
   * An outlet that has begun to write.
   *
   * @param patience how long nothing is read before nobody waits any more
   */
  Outlet(PrintStream out, Duration patience) {
    this.out = out;
    this.patienceNanos = patience.toNanos();
    Thread.ofPlatform().name("outlet").daemon().start(this::write);
  }

  /**
   * Writes whole records; waits for room, unless nobody reads.
   *
   * @param records how many they are, for the case that they are lost
   */
  void put(byte[] bytes, int length, int records) {
    lock.lock();
    try {
      await(() -> hasRoom(length, ROOM));
      add(bytes, 0, length, ROOM, records);
    } finally {
      lock.unlock();
    }
  }

  /** Takes our own log, one record a write, and never waits. */
  public OutputStream log() {
    return new OutputStream() {
      @Override
      public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) {
        lock.lock();
        try {
          add(bytes, from, length, ROOM + ROOM_FOR_LOG, 1);
        } finally {
          lock.unlock();
        }
      }
    };
  }

  /** How many records nobody has read in time, since the beginning. */
  public long lostInAll() {
    lock.lock();
    try {
      return lostInAll;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all is written, or nobody reads; takes nothing more. */
  @Override
  public void close() {
    lock.lock();
    try {
      await(() -> count == 0 && !writing);
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean hasRoom(int length, int room) {
    return count == 0 || count + length <= room;
  }

  private void add(byte[] bytes, int from, int length, int room, int records) {
    if (closed || !hasRoom(length, room)) {
      lost += records;
      lostInAll += records;
      return;
    }
    if (count == 0 && !writing) {
      movedNanos = System.nanoTime();
    }
    append(bytes, from, length);
    changed.signalAll();
  }

  private void append(byte[] bytes, int from, int length) {
    if (count + length > waiting.length) {
      waiting = Arrays.copyOf(waiting, Math.max(2 * waiting.length, count + length));
    }
    System.arraycopy(bytes, from, waiting, count, length);
    count += length;
  }

  /** Waits for it, but not when nobody has read anything for too long. */
  private void await(BooleanSupplier condition) {
    try {
      while (!condition.getAsBoolean() && !stuck) {
        long left = movedNanos + patienceNanos - System.nanoTime();
        stuck = left <= 0;
        if (!stuck) {
          var _ = changed.awaitNanos(left);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    byte[] bytes = {};
    while (true) {
      int length;
      lock.lock();
      try {
        writing = false;
        changed.signalAll();
        while (count == 0 && !closed) {
          changed.awaitUninterruptibly();
        }
        if (count == 0) {
          return;
        }
        byte[] taken = waiting;
        waiting = bytes.length > ROOM + ROOM_FOR_LOG ? new byte[] {} : bytes;
        bytes = taken;
        length = count;
        count = 0;
        writing = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
      write(bytes, length);
    }
  }

  private void write(byte[] bytes, int length) {
    for (int from = 0; from < length; from += WRITE_MAX) {
      out.write(bytes, from, Math.min(WRITE_MAX, length - from));
      out.flush();
      moved();
    }
  }

  private void moved() {
    lock.lock();
    try {
      movedNanos = System.nanoTime();
      stuck = false;
      if (lost > 0) {
        byte[] word =
            ("delphi: " + lost + " lines are missing here, because nobody read them\n")
                .getBytes(UTF_8);
        lost = 0;
        append(word, 0, word.length);
      }
    } finally {
      lock.unlock();
    }
  }
}
