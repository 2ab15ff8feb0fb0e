package delphi.jobs.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import delphi.jobs.job.LogEntry.Level;
import delphi.jobs.process.ByteRing;
import delphi.jobs.process.Lines;
import delphi.jobs.store.journal.LogRecord;
import delphi.jobs.store.journal.LogRecord.Origin;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The newest lines of an attempt as bytes in a ring, so that one that is only passing through costs
 * a copy and no object. Confined to the lock of its log.
 */
final class LineRing {
  private final int bytesMax;
  private final int[] lengths;
  private final Instant[] times;
  private final Origin[] origins;
  private final @Nullable Level[] levels;
  private final ByteRing bytes;
  private int firstLine;
  private int count;

  LineRing(LogSettings.Share share) {
    this.bytesMax = share.bytes();
    this.bytes = new ByteRing(bytesMax);
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
    while (count == lengths.length || !bytes.hasRoomFor(length)) {
      dropped += dropOldest();
    }
    bytes.add(lines.bytes(), lines.start(line), length);
    int place = (firstLine + count) % lengths.length;
    lengths[place] = length;
    times[place] = at;
    origins[place] = origin;
    levels[place] = level;
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
      String text = new String(bytes.copy(0, lengths[place]), UTF_8);
      taker.accept(new LogRecord.Line(next, times[place], origins[place], levels[place], text));
      dropOldest();
    }
  }

  private int dropOldest() {
    int length = lengths[firstLine];
    firstLine = firstLine + 1 == lengths.length ? 0 : firstLine + 1;
    bytes.drop(length);
    count--;
    return length;
  }
}
