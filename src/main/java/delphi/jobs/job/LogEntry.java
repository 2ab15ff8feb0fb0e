package delphi.jobs.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a job's log.
 *
 * @param at null when somebody else's entry has no readable time
 */
public record LogEntry(@Nullable Instant at, Level level, String message) {
  /** How loud an entry is; the words that the report page knows. */
  public enum Level {
    DEBUG,
    INFO,
    WARNING,
    ERROR
  }
}
