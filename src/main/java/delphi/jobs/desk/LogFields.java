package delphi.jobs.desk;

import delphi.jobs.job.LogEntry;
import delphi.jobs.job.LogEntry.Level;
import delphi.jobs.store.journal.LogRecord;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry of a job's log as the fields of a JSON object. */
public final class LogFields {
  private LogFields() {}

  public static Map<String, @Nullable Object> of(LogEntry entry) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    Instant at = entry.at();
    object.put("timestamp", at == null ? null : Times.iso(at));
    object.put("level", entry.level().name());
    object.put("message", entry.message());
    return object;
  }

  public static Map<String, @Nullable Object> of(LogPiece piece) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("timestamp", Times.iso(piece.said().at()));
    switch (piece.said()) {
      case LogRecord.Line line -> {
        Level level = line.level();
        object.put("level", level == null ? Level.INFO.name() : level.name());
        object.put("message", line.text());
        object.put("source", line.origin().word());
      }
      case LogRecord.Gap gap -> {
        object.put("dropped_lines", gap.lines());
        object.put("dropped_bytes", gap.bytes());
      }
    }
    object.put("attempt", piece.attempt());
    object.put("line", piece.said().first());
    object.put("cursor", piece.cursor().toString());
    return object;
  }
}
