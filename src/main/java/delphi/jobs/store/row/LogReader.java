package delphi.jobs.store.row;

import delphi.jobs.job.LogEntry;
import delphi.jobs.job.LogTail;
import delphi.jobs.store.row.Problems.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the log in a row, whoever wrote it; a log is never a reason not to run a job. */
final class LogReader {
  private final Fields fields;
  private final TimeDialects times;
  private final Problems problems;

  LogReader(Fields fields, TimeDialects times, Problems problems) {
    this.fields = fields;
    this.times = times;
    this.problems = problems;
  }

  LogTail read() {
    Map<String, @Nullable Object> logs = fields.object(Name.LOGS, Weight.ODD);
    if (logs == null || logs.isEmpty()) {
      return LogTail.EMPTY;
    }
    if (!(logs.get("entries") instanceof List<?> stored)) {
      problems.tell(Weight.ODD, Name.LOGS, "without a list of entries", "one with it");
      return LogTail.EMPTY;
    }
    List<LogEntry> entries = new ArrayList<>();
    for (Object entry : stored) {
      if (entry instanceof Map<?, ?> parts) {
        entries.add(entry(parts));
      }
    }
    if (entries.size() < stored.size()) {
      int others = stored.size() - entries.size();
      problems.tell(Weight.ODD, Name.LOGS, "a list with " + others + " other things", "entries");
    }
    return new LogTail(List.of(), dropped(logs), text(logs.get("log_location"))).plus(entries);
  }

  private LogEntry entry(Map<?, ?> parts) {
    String time = text(parts.get("timestamp"));
    String level = text(parts.get("level"));
    return new LogEntry(times.read(time).orElse(null), level(level), text(parts.get("message")));
  }

  private static long dropped(Map<String, @Nullable Object> logs) {
    return logs.get("dropped") instanceof Number count ? Math.max(0, count.longValue()) : 0;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static LogEntry.Level level(String word) {
    return switch (word.strip().toUpperCase(Locale.ROOT)) {
      case "DEBUG", "TRACE" -> LogEntry.Level.DEBUG;
      case "WARNING", "WARN" -> LogEntry.Level.WARNING;
      case "ERROR", "CRITICAL", "FATAL" -> LogEntry.Level.ERROR;
      default -> LogEntry.Level.INFO;
    };
  }
}
