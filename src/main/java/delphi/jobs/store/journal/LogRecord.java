package delphi.jobs.store.journal;

import delphi.jobs.job.LogEntry;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One statement of the full log of an attempt: a line, or what became of lines that are missing.
 */
public sealed interface LogRecord {
  /** Counted from 1 within an attempt, through everything that was said. */
  long first();

  /** The number of the last line that this is about. */
  long last();

  Instant at();

  /**
   * A line as it was said.
   *
   * @param level null for a line that decides nothing
   */
  record Line(long number, Instant at, Origin origin, LogEntry.@Nullable Level level, String text)
      implements LogRecord {
    @Override
    public long first() {
      return number;
    }

    @Override
    public long last() {
      return number;
    }
  }

  /**
   * Lines that were not kept.
   *
   * @param bytes of their texts
   */
  record Gap(long first, long last, long bytes, Instant at) implements LogRecord {
    public Gap {
      if (first < 1 || last < first || bytes < 0) {
        throw new IllegalArgumentException("no gap: " + first + " to " + last);
      }
    }

    public long lines() {
      return last - first + 1;
    }
  }

  /** Who has said a line. */
  enum Origin {
    STDOUT,
    STDERR,
    /** The poller itself. */
    POLLER,
    /** The poller, on what the processes were doing when their time was over. */
    AUTOPSY;

    /** As it is shown and stored. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
