package delphi.jobs.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a job's log.
 *
 * @param at null when somebody else's entry has no readable time
 */
public record LogEntry(@Nullable Instant at, Level level, String message) {
  /** The same, its message cut to so many characters. */
  public LogEntry cut(int charsMax) {
    if (message.length() <= charsMax) {
      return this;
    }
    boolean insidePair = Character.isHighSurrogate(message.charAt(charsMax - 1));
    int end = insidePair ? charsMax - 1 : charsMax;
    String rest = "… (" + (message.length() - end) + " characters more)";
    return new LogEntry(at, level, message.substring(0, end) + rest);
  }

  /** How loud an entry is; the words that the report page knows. */
  public enum Level {
    DEBUG,
    INFO,
    WARNING,
    ERROR
  }
}
