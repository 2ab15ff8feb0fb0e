package delphi.jobs.web.pages;

import delphi.jobs.desk.LogPiece;
import delphi.jobs.desk.Times;
import delphi.jobs.job.LogEntry;
import delphi.jobs.store.journal.LogRecord;

/**
 * A line of a log as it is shown.
 *
 * @param kind how it is coloured: its stream, {@code error}, {@code gap}
 */
public record LogLine(
    String at, String kind, String text, boolean isDecisive, int attempt, long number) {
  private static final int CHARS_MAX = 4_000;

  static LogLine of(LogPiece piece, boolean isDecisive) {
    return switch (piece.said()) {
      case LogRecord.Line line ->
          new LogLine(
              Times.iso(line.at()),
              line.level() == LogEntry.Level.ERROR ? "error" : line.origin().word(),
              bounded(line.text()),
              isDecisive,
              piece.attempt(),
              line.number());
      case LogRecord.Gap gap ->
          new LogLine(
              Times.iso(gap.at()),
              "gap",
              "… " + gap.lines() + " lines were not kept …",
              false,
              piece.attempt(),
              gap.first());
    };
  }

  static LogLine of(LogEntry entry, boolean isDecisive) {
    boolean isBad = entry.level() == LogEntry.Level.ERROR;
    return new LogLine(
        entry.at() == null ? "" : Times.iso(entry.at()),
        isBad ? "error" : "stdout",
        bounded(entry.message()),
        isDecisive,
        0,
        0);
  }

  /** The time of the day, which is enough beside other lines. */
  public String time() {
    int day = at.indexOf('T');
    return day < 0 ? "" : at.substring(day + 1, at.length() - 1);
  }

  private static String bounded(String text) {
    return text.length() <= CHARS_MAX
        ? text
        : text.substring(0, CHARS_MAX) + "… (" + (text.length() - CHARS_MAX) + " characters more)";
  }
}
