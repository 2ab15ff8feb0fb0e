package delphi.jobs.engine;

import delphi.jobs.handler.LogLevels;
import delphi.jobs.job.LogEntry;
import delphi.jobs.job.LogTail;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * How much of a log a row carries, and which of it: what the report page waits for, the newest
 * errors, and then the newest of the rest.
 *
 * @param bytes of all entries, as they are written
 * @param messageChars of one of them
 */
record RowShare(int entries, int bytes, int messageChars) {
  static final RowShare WHOLE =
      new RowShare(LogTail.ENTRIES_MAX, LogTail.BYTES_MAX, LogTail.MESSAGE_CHARS_MAX);

  /** For a log that lies in the journal: four indexes carry a copy of the row. */
  static final RowShare BRIEF = new RowShare(8, 750, 150);

  private static final int AWAITED_MAX = 2;
  private static final int ERRORS_FIRST = 2;

  /** What an entry has beside its message: names, time, level. */
  private static final int ENTRY_BYTES = 85;

  LogTail of(List<LogEntry> all) {
    List<LogEntry> bounded = all.stream().map(entry -> entry.cut(messageChars)).toList();
    TreeSet<Integer> chosen = new TreeSet<>();
    int left = bytes;
    for (int index : byWeight(bounded)) {
      int size = bytesOf(bounded.get(index).message()) + ENTRY_BYTES;
      boolean isAwaited = LogLevels.isAwaited(bounded.get(index).message());
      if (!isAwaited && (chosen.size() >= entries || size > left)) {
        break;
      }
      left -= chosen.add(index) ? size : 0;
    }
    List<LogEntry> kept = chosen.stream().map(bounded::get).toList();
    return new LogTail(kept, all.size() - kept.size());
  }

  /** As JSON, where a control character has six of them. */
  private static int bytesOf(String message) {
    int bytes = 0;
    for (int i = 0; i < message.length(); i++) {
      char unit = message.charAt(i);
      if (unit < ' ') {
        bytes += 6;
      } else if (unit == '"' || unit == '\\') {
        bytes += 2;
      } else {
        bytes += unit < 0x80 ? 1 : unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
      }
    }
    return bytes;
  }

  /** The places of entries, the most important first, some of them twice. */
  private static List<Integer> byWeight(List<LogEntry> all) {
    List<Integer> awaited = new ArrayList<>();
    List<Integer> errors = new ArrayList<>();
    List<Integer> newest = new ArrayList<>();
    for (int index = all.size() - 1; index >= 0; index--) {
      LogEntry entry = all.get(index);
      if (awaited.size() < AWAITED_MAX && LogLevels.isAwaited(entry.message())) {
        awaited.add(index);
      } else if (errors.size() < ERRORS_FIRST && entry.level() == LogEntry.Level.ERROR) {
        errors.add(index);
      }
      newest.add(index);
    }
    awaited.addAll(errors);
    awaited.addAll(newest);
    return awaited;
  }
}
