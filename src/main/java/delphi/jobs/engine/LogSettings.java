package delphi.jobs.engine;

import java.time.Duration;

/**
 * How much of what a job says is kept, and how soon it is to be read elsewhere. In all, an attempt
 * holds less than two megabytes of it in memory.
 *
 * @param rowFlush how often at most the log alone is a reason to write the row; only while there is
 *     no journal that takes it
 * @param flush how often at most something is added to the journal, but for full chunks
 * @param patience so long at most the end of a job waits until its log is in the journal
 * @param keep so long a log stays in the journal
 * @param head the beginning of the log, whatever it says
 * @param decisive after that, lines that decide something, and some before each of them
 * @param tail the newest lines at the end
 * @param waitingBytes so much of it, packed, waits in memory for a journal that does not answer
 */
public record LogSettings(
    Duration rowFlush,
    Duration flush,
    Duration patience,
    Duration keep,
    Share head,
    Share decisive,
    Share tail,
    int waitingBytes) {
  public static final LogSettings DEFAULT =
      new LogSettings(
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofDays(30),
          new Share(20_000, 2 << 20),
          new Share(5_000, 1 << 19),
          new Share(500, 1 << 16),
          1 << 19);

  public LogSettings {
    if (!rowFlush.isPositive() || !flush.isPositive() || !keep.isPositive()) {
      throw new IllegalArgumentException("the times of a log are positive");
    }
    if (patience.isNegative() || waitingBytes < 1) {
      throw new IllegalArgumentException("no log waits for less than nothing");
    }
  }

  public LogSettings withKeep(Duration other) {
    return new LogSettings(rowFlush, flush, patience, other, head, decisive, tail, waitingBytes);
  }

  public LogSettings withPatience(Duration other) {
    return new LogSettings(rowFlush, flush, other, keep, head, decisive, tail, waitingBytes);
  }

  public LogSettings withHeadLines(int lines) {
    return new LogSettings(
        rowFlush,
        flush,
        patience,
        keep,
        new Share(lines, head.bytes()),
        decisive,
        tail,
        waitingBytes);
  }

  /**
   * A part of a log.
   *
   * @param lines at most, 1 or more
   * @param bytes of their text at most, 1 or more
   */
  public record Share(int lines, int bytes) {
    public Share {
      if (lines < 1 || bytes < 1) {
        throw new IllegalArgumentException("a part of a log has at least one line and one byte");
      }
    }
  }
}
