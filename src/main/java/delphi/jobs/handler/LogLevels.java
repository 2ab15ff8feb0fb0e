package delphi.jobs.handler;

import delphi.jobs.job.LogEntry.Level;
import delphi.jobs.process.ProcessListener.Source;
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
  private static final List<String> DECISIVE =
      List.of("pipeline completed", "Results stored in DynamoDB for conversation");

  private LogLevels() {}

  /** The level of a line's entry; empty when it makes none. */
  public static Optional<Level> levelOf(Source source, String line) {
    if (line.isBlank()) {
      return Optional.empty();
    }
    return switch (source) {
      case STDERR -> Optional.of(Level.ERROR);
      case STDOUT -> ofOutput(line);
      case CHANNEL -> Optional.empty();
    };
  }

  private static Optional<Level> ofOutput(String line) {
    if (line.contains("ERROR")) {
      return Optional.of(Level.ERROR);
    }
    if (line.contains("WARNING")) {
      return Optional.of(Level.WARNING);
    }
    return DECISIVE.stream().anyMatch(line::contains) ? Optional.of(Level.INFO) : Optional.empty();
  }
}
