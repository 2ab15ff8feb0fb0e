package delphi.jobs.handler;

import delphi.jobs.job.LogEntry.Level;
import delphi.jobs.process.Lines;
import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.process.Word;
import java.util.List;
import java.util.Optional;

/**
 * Which lines of a process become entries of its job's log, and how loud: everything on standard
 * error, and of standard output what decides (the rules of the design documents). A script may
 * print thousands of lines, and the row has place for {@value delphi.jobs.job.LogTail#ENTRIES_MAX}.
 */
public final class LogLevels {
  /**
   * What a pipeline says at its end. The report page waits for the second in the log of a job, and
   * shows its waiting screen until it comes (CONTRACT §5).
   */
  private static final List<String> AWAITED =
      List.of("pipeline completed", "Results stored in DynamoDB for conversation");

  private static final List<Word> DECISIVE = AWAITED.stream().map(Word::new).toList();

  private static final Word ERROR = new Word("ERROR");
  private static final Word WARNING = new Word("WARNING");

  private LogLevels() {}

  /** The level of a line's entry; empty when it makes none. */
  public static Optional<Level> levelOf(Source source, Lines lines, int line) {
    return switch (source) {
      case STDERR -> lines.isBlank(line) ? Optional.empty() : Optional.of(Level.ERROR);
      case STDOUT -> ofOutput(lines, line);
      case CHANNEL -> Optional.empty();
    };
  }

  /** Whether somebody waits for this line in the log of a job (CONTRACT §5). */
  public static boolean isAwaited(String line) {
    return AWAITED.stream().anyMatch(line::contains);
  }

  private static Optional<Level> ofOutput(Lines lines, int line) {
    if (lines.contains(line, ERROR)) {
      return Optional.of(Level.ERROR);
    }
    if (lines.contains(line, WARNING)) {
      return Optional.of(Level.WARNING);
    }
    for (Word word : DECISIVE) {
      if (lines.contains(line, word)) {
        return Optional.of(Level.INFO);
      }
    }
    return Optional.empty();
  }
}
