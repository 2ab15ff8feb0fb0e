package delphi.jobs.app;

import delphi.jobs.job.LogEntry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry of a job's log as a line, or as an object. */
final class LogText {
  private LogText() {}

  static String line(LogEntry entry, Console console) {
    Instant at = entry.at();
    String level = "%-7s".formatted(entry.level());
    String time = at == null ? "-" : Times.iso(at);
    return console.painted(Paint.FAINT, time)
        + " "
        + paintedLevel(entry.level(), level, console)
        + " "
        + console.harmless(entry.message());
  }

  static Map<String, @Nullable Object> object(LogEntry entry) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    Instant at = entry.at();
    object.put("timestamp", at == null ? null : Times.iso(at));
    object.put("level", entry.level().name());
    object.put("message", entry.message());
    return object;
  }

  private static String paintedLevel(LogEntry.Level level, String text, Console console) {
    return switch (level) {
      case ERROR -> console.painted(Paint.BAD, text);
      case WARNING -> console.painted(Paint.WAITING, text);
      case DEBUG, INFO -> text;
    };
  }
}
