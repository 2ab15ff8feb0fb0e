package delphi.jobs.app;

import delphi.jobs.desk.LogPiece;
import delphi.jobs.desk.Times;
import delphi.jobs.job.LogEntry;
import delphi.jobs.job.LogEntry.Level;
import delphi.jobs.ops.Printable;
import delphi.jobs.store.journal.LogRecord;
import java.time.Instant;

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
        + Printable.line(entry.message());
  }

  static String line(LogPiece piece, Console console) {
    String time = console.painted(Paint.FAINT, Times.iso(piece.said().at()));
    return switch (piece.said()) {
      case LogRecord.Line line -> {
        Level level = line.level();
        String word = "%-7s".formatted(level == null ? "" : level);
        String shown = level == null ? word : paintedLevel(level, word, console);
        yield time + " " + shown + " " + Printable.line(line.text());
      }
      case LogRecord.Gap gap ->
          time
              + "         "
              + console.painted(
                  Paint.WAITING,
                  "(%d lines of %d bytes were not kept)".formatted(gap.lines(), gap.bytes()));
    };
  }

  /** A line that decided the failure: it must be found at a glance, where somebody looks. */
  static String decisive(String line, Console console) {
    return console.isTerminal() ? console.painted(Paint.BAD, "▶ ") + line : line;
  }

  private static String paintedLevel(Level level, String text, Console console) {
    return switch (level) {
      case ERROR -> console.painted(Paint.BAD, text);
      case WARNING -> console.painted(Paint.WAITING, text);
      case DEBUG, INFO -> text;
    };
  }
}
