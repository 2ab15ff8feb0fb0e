package delphi.jobs.handler;

import delphi.jobs.job.LogEntry;
import delphi.jobs.process.ProcessListener.Source;
import java.util.Optional;

/** Which lines of a command are worth an entry in the job's log. */
public final class LogLevels {
  private LogLevels() {}

  public static Optional<LogEntry.Level> levelOf(Source source, String line) {
    return source == Source.STDERR ? Optional.of(LogEntry.Level.ERROR) : Optional.empty();
  }
}
