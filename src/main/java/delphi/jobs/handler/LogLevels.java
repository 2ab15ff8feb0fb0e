package delphi.jobs.handler;

import delphi.jobs.job.LogEntry.Level;
import delphi.jobs.process.Lines;
import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.process.Word;
import java.util.List;
import java.util.Optional;

/**
 * Which lines of a process become entries of its job's log, and how loud. A script may print
 * thousands of lines, and the row has place for {@value delphi.jobs.job.LogTail#ENTRIES_MAX}.
 *
 * <p>Of standard output, in this order: a line with {@code ERROR} in it, with {@code WARNING}, with
 * one of the sentences that somebody waits for, and one that begins a stage, {@code [2/6] k-means}.
 * All of standard error, as an error; but what says there of itself that it is less, as Python's
 * logging does ({@code INFO:root:…}, {@code … - INFO - …}, {@code [INFO] …}), is judged like
 * standard output. Blank lines are none. Words and sentences are those of the design documents.
 */
public final class LogLevels {
  /**
   * What a pipeline says at its end. The report page waits for the second in the log of a job, and
   * shows its waiting screen until it comes (CONTRACT §5).
   */
  private static final List<String> AWAITED =
      List.of("pipeline completed", "Results stored in DynamoDB for conversation");

  private static final Word[] AWAITED_WORDS = AWAITED.stream().map(Word::new).toArray(Word[]::new);

  private static final int STAGE_BYTES_MAX = 1_024;
  private static final int STAGE_CHARS_MAX = 99;

  private static final Word ERROR = new Word("ERROR");
  private static final Word WARNING = new Word("WARNING");

  private static final Word[] AT_FIRST = {
    new Word("DEBUG:"), new Word("INFO:"), new Word("WARNING:")
  };
  private static final Word[] ANYWHERE = {
    new Word(" - DEBUG - "), new Word(" - INFO - "), new Word(" - WARNING - "),
    new Word("[DEBUG]"), new Word("[INFO]"), new Word("[WARNING]")
  };

  private static final Optional<Level> AN_ERROR = Optional.of(Level.ERROR);
  private static final Optional<Level> A_WARNING = Optional.of(Level.WARNING);
  private static final Optional<Level> AN_INFORMATION = Optional.of(Level.INFO);

  private LogLevels() {}

  /** The level of a line's entry; empty when it makes none. */
  public static Optional<Level> levelOf(Source source, Lines lines, int line) {
    return switch (source) {
      case STDOUT -> ofOutput(lines, line);
      case STDERR -> lines.isBlank(line) ? Optional.empty() : ofError(lines, line);
      case CHANNEL -> Optional.empty();
    };
  }

  /** Whether somebody waits for this line in the log of a job (CONTRACT §5). */
  public static boolean isAwaited(String line) {
    return AWAITED.stream().anyMatch(line::contains);
  }

  /** The stage that a line of standard output begins, as it says it; empty when it begins none. */
  public static Optional<String> stageOf(Lines lines, int line) {
    return lines.length(line) <= STAGE_BYTES_MAX && beginsStage(lines, line)
        ? Optional.of(Shown.oneLine(lines.text(line).strip(), STAGE_CHARS_MAX))
        : Optional.empty();
  }

  private static Optional<Level> ofOutput(Lines lines, int line) {
    if (lines.contains(line, ERROR)) {
      return AN_ERROR;
    }
    if (lines.contains(line, WARNING)) {
      return A_WARNING;
    }
    for (Word word : AWAITED_WORDS) {
      if (lines.contains(line, word)) {
        return AN_INFORMATION;
      }
    }
    return beginsStage(lines, line) ? AN_INFORMATION : Optional.empty();
  }

  private static Optional<Level> ofError(Lines lines, int line) {
    return saysThatItIsLess(lines, line) ? ofOutput(lines, line) : AN_ERROR;
  }

  private static boolean saysThatItIsLess(Lines lines, int line) {
    for (Word word : AT_FIRST) {
      if (lines.startsWith(line, word)) {
        return true;
      }
    }
    for (Word word : ANYWHERE) {
      if (lines.contains(line, word)) {
        return true;
      }
    }
    return false;
  }

  /** {@code [}, a number, {@code /}, a number, {@code ]}. */
  private static boolean beginsStage(Lines lines, int line) {
    byte[] bytes = lines.bytes();
    int at = lines.start(line);
    int end = lines.end(line);
    if (at == end || bytes[at] != '[') {
      return false;
    }
    int slash = afterDigits(bytes, at + 1, end);
    if (slash == at + 1 || slash == end || bytes[slash] != '/') {
      return false;
    }
    int close = afterDigits(bytes, slash + 1, end);
    return close > slash + 1 && close < end && bytes[close] == ']';
  }

  private static int afterDigits(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at;
  }
}
