package delphi.jobs.engine;

import delphi.jobs.handler.Levels;
import delphi.jobs.job.Job;
import delphi.jobs.job.LogEntry;
import delphi.jobs.job.LogEntry.Level;
import delphi.jobs.process.Lines;
import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.store.journal.Journal;
import delphi.jobs.store.journal.LogRecord.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The log of one attempt: all of it, within limits, goes to the journal, and a little to the row.
 * Many threads add to it; only the attempt's own takes it to the row and ends it.
 */
final class AttemptLog {
  /** What a line of a usual log has in the journal, packed. */
  private static final long LINE_BYTES = 20;

  private final Ports ports;
  private final Job job;
  private final JournalWatch watch;
  private final LogSettings settings;
  private final RowLog row;
  private final FullLog full;
  private final Signal wake;
  private final @Nullable LogCourier courier;

  /** Whether anything was said that the row is not the place for. */
  private final AtomicBoolean isMore = new AtomicBoolean();

  private boolean closed;
  private boolean inRow;

  private AttemptLog(
      Claim claim, Ports ports, LogSettings settings, JournalWatch watch, Signal wake) {
    this.ports = ports;
    this.job = claim.job();
    this.watch = watch;
    this.settings = settings;
    this.row = new RowLog(job.log());
    this.full = new FullLog(claim.fence(), job.tenure().attempt(), ports.time(), settings);
    this.wake = wake;
    Journal journal = ports.journal();
    this.courier =
        journal == null ? null : new LogCourier(ports, journal, watch, settings, job, full, wake);
  }

  /**
   * Begins the log of an attempt.
   *
   * @param wake of the attempt; raised when there is nothing more to wait for
   */
  static AttemptLog begin(
      Claim claim, Ports ports, LogSettings settings, JournalWatch watch, Signal wake) {
    AttemptLog log = new AttemptLog(claim, ports, settings, watch, wake);
    if (log.courier != null) {
      log.courier.start();
    }
    return log;
  }

  /** Something that the poller itself says. */
  void add(Level level, String message) {
    Instant now = now();
    row.add(new LogEntry(now, level, message));
    wake(full.say(level, message, now));
  }

  /** What the job's processes were doing when their time was over; too much for a row. */
  void autopsy(List<String> found) {
    Instant now = now();
    isMore.lazySet(true);
    for (String line : found) {
      wake(full.say(Origin.AUTOPSY, Lines.of(line), now, _ -> null));
    }
  }

  /** Lines that the job's process has said. */
  void lines(Source source, Lines lines, Levels levels) {
    Instant now = now();
    Origin origin = source == Source.STDERR ? Origin.STDERR : Origin.STDOUT;
    isMore.lazySet(true);
    wake(full.say(origin, lines, now, line -> heard(lines, line, levels.at(line), now)));
  }

  /** What a line decides; such a line belongs into the row as well. */
  private @Nullable Level heard(Lines lines, int line, @Nullable Level level, Instant at) {
    if (level != null) {
      row.add(new LogEntry(at, level, lines.text(line)));
    }
    return level;
  }

  /** To the millisecond: finer times are half of what a packed log would consist of. */
  private Instant now() {
    return ports.time().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private void wake(boolean hasReason) {
    if (hasReason && courier != null) {
      courier.wake();
    }
  }

  /** Whether the row should be told soon of something, because nobody else is. */
  boolean isWaiting() {
    return row.isAhead() && !isElsewhere();
  }

  /** Whether there is something that the row does not have yet. */
  boolean isAhead() {
    return row.isAhead();
  }

  RowLog.Snapshot snapshot() {
    return row.snapshot(isElsewhere() && !inRow);
  }

  /**
   * How many KB of it the journal is still to get, as far as can be known before they are packed.
   */
  int kilobytesAhead() {
    return courier == null || isAllInRow()
        ? 0
        : (int) Math.max(1, full.unwritten() * LINE_BYTES / 1_024);
  }

  /** The row has the log up to there. */
  void wrote(RowLog.Snapshot snapshot) {
    row.wrote(snapshot);
  }

  /**
   * Ends the log, and stays until the journal has it.
   *
   * @param most no longer than this
   * @param stop or until nobody is to wait for anything any more
   */
  void close(Duration most, StopRequest stop) throws InterruptedException {
    if (closed || courier == null) {
      closed = true;
      return;
    }
    FullLog.Omission omitted = full.omitted();
    if (!omitted.isNone()) {
      add(Level.WARNING, omitted.lines() + " lines of output are not in this log");
    }
    if (isAllInRow() && full.giveUp()) {
      inRow = true;
    }
    end();
    Duration patience = watch.isLost() ? Duration.ZERO : settings.patience();
    Duration longest = patience.compareTo(most) < 0 ? patience : most;
    Stopwatch since = Stopwatch.start(ports.time());
    while (!courier.isOver() && since.left(longest).isPositive() && !stop.isHurried()) {
      wake.await(since.left(longest));
    }
    long unwritten = full.unwritten();
    if (unwritten > 0) {
      inRow = true;
      row.add(
          new LogEntry(
              now(), Level.WARNING, unwritten + " lines of this log are not in the journal (yet)"));
    }
    if (!omitted.isNone() || unwritten > 0) {
      ports.tell(new EngineEvent.LogCut(job, omitted.lines(), omitted.bytes(), unwritten));
    }
  }

  /** Ends the log; what can still be brought to the journal follows by itself. */
  void end() {
    if (!closed && courier != null) {
      full.end();
      courier.close();
    }
    closed = true;
  }

  /**
   * Whether the row holds everything, so that nobody need look elsewhere: a job that prints nothing
   * costs the journal nothing.
   */
  private boolean isAllInRow() {
    return !isMore.get()
        && job.log().entries().isEmpty()
        && row.snapshot(true).tail().dropped() == 0;
  }

  private boolean isElsewhere() {
    return courier != null && !watch.isLost();
  }
}
