package delphi.jobs.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import delphi.jobs.job.LogEntry.Level;
import delphi.jobs.process.Lines;
import delphi.jobs.store.journal.LogRecord;
import delphi.jobs.store.journal.LogRecord.Origin;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The newest lines of an attempt as bytes in a ring, so that one that is only passing through costs
 * a copy and no object. Confined to the lock of its log.
 */
final class LineRing {
  private static final int FIRST_BYTES = 1_024;

  private final int bytesMax;
  private final int[] lengths;
  private final Instant[] times;
  private final Origin[] origins;
  private final @Nullable Level[] levels;
  private byte[] ring = new byte[FIRST_BYTES];
  private int firstLine;
  private int count;
  private int firstByte;
  private int bytes;

  LineRing(LogSettings.Share share) {
    this.bytesMax = share.bytes();
    this.lengths = new int[share.lines()];
    this.times = new Instant[share.lines()];
    this.origins = new Origin[share.lines()];
    this.levels = new Level[share.lines()];
  }

  int count() {
    return count;
  }

  /** Adds a line, and returns how many bytes were given up for it, its own perhaps. */
  long add(Origin origin, @Nullable Level level, Lines lines, int line, Instant at) {
    int length = lines.length(line);
    if (length > bytesMax) {
      return cutTo(0) + length;
    }
    long dropped = 0;
    while (count == lengths.length || bytes + length > bytesMax) {
      dropped += dropOldest();
    }
    makeRoom(length);
    int to = (firstByte + bytes) % ring.length;
    int straight = Math.min(length, ring.length - to);
    System.arraycopy(lines.bytes(), lines.start(line), ring, to, straight);
    System.arraycopy(lines.bytes(), lines.start(line) + straight, ring, 0, length - straight);
    int place = (firstLine + count) % lengths.length;
    lengths[place] = length;
    times[place] = at;
    origins[place] = origin;
    levels[place] = level;
    bytes += length;
    count++;
    return dropped;
  }

  /** Drops the oldest until there are no more than this, and returns their bytes. */
  long cutTo(int most) {
    long dropped = 0;
    while (count > most) {
      dropped += dropOldest();
    }
    return dropped;
  }

  /** Gives all of them away, the first under this number. */
  void drainTo(long number, Consumer<LogRecord.Line> taker) {
    for (long next = number; count > 0; next++) {
      int place = firstLine;
      String text = new String(copy(firstByte, lengths[place]), UTF_8);
      taker.accept(new LogRecord.Line(next, times[place], origins[place], levels[place], text));
      dropOldest();
    }
  }

  private int dropOldest() {
    int length = lengths[firstLine];
    firstLine = firstLine + 1 == lengths.length ? 0 : firstLine + 1;
    firstByte = (firstByte + length) % ring.length;
    bytes -= length;
    count--;
    return length;
  }

  private void makeRoom(int length) {
    if (bytes + length > ring.length) {
      int size = Math.clamp(2L * ring.length, bytes + length, Math.max(bytesMax, ring.length));
      ring = Arrays.copyOf(copy(firstByte, bytes), size);
      firstByte = 0;
    }
  }

  private byte[] copy(int from, int length) {
    byte[] copy = new byte[length];
    int straight = Math.min(length, ring.length - from);
    System.arraycopy(ring, from, copy, 0, straight);
    System.arraycopy(ring, 0, copy, straight, length - straight);
    return copy;
  }
}
