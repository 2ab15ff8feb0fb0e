package delphi.jobs.desk;

import delphi.jobs.diagnosis.Diagnosis;
import delphi.jobs.job.Failure;
import delphi.jobs.job.Job;
import delphi.jobs.job.LogEntry;
import delphi.jobs.job.Reading;
import delphi.jobs.store.journal.LogRecord;
import delphi.jobs.store.row.FailureReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Knows the line of a log that decided the failure of its job: of the newest attempt, on the stream
 * and with the text that are stored, the last one.
 *
 * @param piece null when the line is not among those of the journal
 * @param entry null when it is not among those of the row
 */
public record LogMark(@Nullable LogPiece piece, @Nullable LogEntry entry) {
  public static final LogMark NONE = new LogMark(null, null);

  public static LogMark in(Reading reading, List<LogEntry> entries, List<LogPiece> pieces) {
    Failure failure = reading instanceof Job job ? FailureReader.of(job).orElse(null) : null;
    String line = failure == null ? null : failure.line();
    if (line == null || failure == null) {
      return NONE;
    }
    int attempt = pieces.stream().mapToInt(LogPiece::attempt).max().orElse(0);
    for (LogPiece piece : pieces.reversed()) {
      if (piece.attempt() == attempt
          && piece.said() instanceof LogRecord.Line said
          && said.origin().word().equals(failure.stream())
          && Diagnosis.isLine(said.text(), line)) {
        return new LogMark(piece, null);
      }
    }
    for (LogEntry entry : entries.reversed()) {
      if (Diagnosis.isLine(entry.message(), line)) {
        return new LogMark(null, entry);
      }
    }
    return NONE;
  }

  public boolean isOn(LogPiece other) {
    return other.equals(piece);
  }

  public boolean isOn(LogEntry other) {
    return other.equals(entry);
  }
}
