package delphi.jobs.desk;

import delphi.jobs.job.LogEntry;
import delphi.jobs.store.journal.LogRecord;
import delphi.jobs.store.journal.LogRecord.Origin;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a log somebody wants to see.
 *
 * @param attempt null for all of them
 * @param since null for the beginning
 * @param origins who has said it; anybody when empty
 */
public record LogChoice(@Nullable Integer attempt, @Nullable Instant since, Set<Origin> origins) {
  public static final LogChoice ALL = new LogChoice(null, null, Set.of());

  public LogChoice {
    origins = Set.copyOf(origins);
  }

  public boolean takes(LogPiece piece) {
    boolean isSaidByThem =
        origins.isEmpty()
            || !(piece.said() instanceof LogRecord.Line line)
            || origins.contains(line.origin());
    return isSaidByThem
        && (attempt == null || piece.attempt() == attempt)
        && isInTime(piece.said().at());
  }

  /** An entry of a row says neither who has said it nor in which attempt. */
  public boolean takes(LogEntry entry) {
    return attempt == null && origins.isEmpty() && isInTime(entry.at());
  }

  private boolean isInTime(@Nullable Instant at) {
    return since == null || (at != null && !at.isBefore(since));
  }
}
