package delphi.jobs.web.pages;

import delphi.jobs.desk.LogMark;
import delphi.jobs.desk.LogPiece;
import delphi.jobs.desk.LogTrail;
import delphi.jobs.job.Job;
import delphi.jobs.job.LogEntry;
import delphi.jobs.job.Reading;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.journal.Journal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the log of a job.
 *
 * @param first the place of the first line among all, from 0
 * @param all how many lines there are
 * @param cursor from where one goes on who has seen all; empty where the journal has nothing
 * @param notes what is wrong with it
 */
public record LogView(List<LogLine> lines, int first, int all, String cursor, List<String> notes) {
  static final int LINES = 300;
  private static final int NOTES_MAX = 3;

  /**
   * @param end the place behind the last line that is wanted; null for the end
   */
  static LogView of(Journal journal, Reading reading, @Nullable Integer end) {
    List<String> notes = new ArrayList<>();
    List<LogPiece> pieces = List.of();
    try {
      pieces = new LogTrail(journal, reading.id(), null, notes::add).look(Journal.Look.CHEAP);
    } catch (StoreException unanswered) {
      notes.add(unanswered.getMessage() + ". This is what the row holds of the log.");
    }
    List<LogEntry> entries =
        pieces.isEmpty() && reading instanceof Job job ? job.log().entries() : List.of();
    LogMark mark = LogMark.in(reading, entries, pieces);
    int all = entries.size() + pieces.size();
    int to = end == null ? all : Math.clamp(end, 0, all);
    int from = Math.max(0, to - LINES);
    List<LogLine> lines = new ArrayList<>();
    for (int i = from; i < to; i++) {
      if (pieces.isEmpty()) {
        LogEntry entry = entries.get(i);
        lines.add(LogLine.of(entry, mark.isOn(entry)));
      } else {
        LogPiece piece = pieces.get(i);
        lines.add(LogLine.of(piece, mark.isOn(piece)));
      }
    }
    return new LogView(
        List.copyOf(lines),
        from,
        all,
        pieces.isEmpty() ? "" : pieces.getLast().cursor().toString(),
        List.copyOf(notes.subList(0, Math.min(NOTES_MAX, notes.size()))));
  }

  /** How many lines a stretch has at most. */
  public static int page() {
    return LINES;
  }

  public int last() {
    return first + lines.size();
  }

  public boolean hasOlder() {
    return first > 0;
  }

  public boolean hasNewer() {
    return last() < all;
  }
}
