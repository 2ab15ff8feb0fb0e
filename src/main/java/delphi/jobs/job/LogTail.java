package delphi.jobs.job;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * The newest entries of a job's log, small enough to live in its row: at most {@value #ENTRIES_MAX}
 * entries and {@value #BYTES_MAX} bytes of text (CONTRACT §2; four indexes carry a copy of the
 * row).
 *
 * @param entries oldest first
 * @param dropped how many older entries this tail no longer holds
 * @param location where all of the log lies; empty when there is no more than this
 */
public record LogTail(List<LogEntry> entries, long dropped, String location) {
  public static final int ENTRIES_MAX = 50;
  public static final int BYTES_MAX = 32 * 1024;
  public static final int MESSAGE_CHARS_MAX = 2_000;

  /** The location of a log that lies in the journal (CONTRACT §6). */
  public static final String JOURNAL = "journal";

  public static final LogTail EMPTY = new LogTail(List.of(), 0);

  /** No log at all: the one in the row is taken away, to make room for how the job ended. */
  public static final LogTail GONE = new LogTail(List.of(), -1);

  public LogTail {
    entries = List.copyOf(entries);
  }

  /** A log of which there is no more than this. */
  public LogTail(List<LogEntry> entries, long dropped) {
    this(entries, dropped, "");
  }

  /** Whether all of the log lies elsewhere. */
  public boolean isElsewhere() {
    return location.equals(JOURNAL);
  }

  /** This tail and then these entries, cut to the limits from the old end. */
  public LogTail plus(Collection<LogEntry> more) {
    Deque<LogEntry> kept = new ArrayDeque<>(entries);
    int bytes = entries.stream().mapToInt(LogTail::bytesOf).sum();
    long cut = dropped;
    for (LogEntry entry : more) {
      LogEntry bounded = entry.cut(MESSAGE_CHARS_MAX);
      kept.addLast(bounded);
      bytes += bytesOf(bounded);
      while (kept.size() > ENTRIES_MAX || bytes > BYTES_MAX) {
        bytes -= bytesOf(kept.removeFirst());
        cut++;
      }
    }
    return new LogTail(List.copyOf(kept), cut, location);
  }

  /** Only the newest entries of this tail, for a row that has grown too large. */
  public LogTail newest(int count) {
    int from = Math.max(0, entries.size() - count);
    return new LogTail(entries.subList(from, entries.size()), dropped + from, location);
  }

  private static int bytesOf(LogEntry entry) {
    return entry.message().getBytes(StandardCharsets.UTF_8).length;
  }
}
