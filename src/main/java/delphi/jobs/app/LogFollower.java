package delphi.jobs.app;

import delphi.jobs.job.LogEntry;
import java.util.List;

/** Tells which entries of a log that is read again and again have come since the last reading. */
final class LogFollower {
  private List<LogEntry> seen = List.of();

  /**
   * The new entries.
   *
   * @param tail the newest entries as they are in the row now; older ones fall out of it
   */
  List<LogEntry> newIn(List<LogEntry> tail) {
    int known = Math.min(seen.size(), tail.size());
    while (!endsWith(seen, tail.subList(0, known))) {
      known--;
    }
    seen = List.copyOf(tail);
    return tail.subList(known, tail.size());
  }

  private static boolean endsWith(List<LogEntry> list, List<LogEntry> end) {
    return list.subList(list.size() - end.size(), list.size()).equals(end);
  }
}
