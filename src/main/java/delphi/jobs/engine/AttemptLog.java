package delphi.jobs.engine;

import delphi.jobs.job.LogEntry;
import delphi.jobs.job.LogTail;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The log of a job while it runs: many threads add to it, one writer takes its newest state to the
 * row. Entries are never written one by one (CONTRACT §1: each write costs five times its size).
 */
final class AttemptLog {
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<LogEntry> newest = new ArrayDeque<>();
  private final LogTail earlier;
  private final Time time;
  private long added;
  private long written;

  AttemptLog(LogTail earlier, Time time) {
    this.earlier = earlier;
    this.time = time;
  }

  void add(LogEntry.Level level, String message) {
    LogEntry entry = new LogEntry(time.instant(), level, message);
    lock.lock();
    try {
      newest.addLast(entry);
      added++;
      if (newest.size() > LogTail.ENTRIES_MAX) {
        newest.removeFirst();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is something that the row does not have yet. */
  boolean isAhead() {
    lock.lock();
    try {
      return added > written;
    } finally {
      lock.unlock();
    }
  }

  Snapshot snapshot() {
    lock.lock();
    try {
      LogTail tail = earlier.plus(newest);
      long missed = added - newest.size();
      return new Snapshot(new LogTail(tail.entries(), tail.dropped() + missed), added);
    } finally {
      lock.unlock();
    }
  }

  /** The row has the log up to there. */
  void wrote(Snapshot snapshot) {
    lock.lock();
    try {
      written = Math.max(written, snapshot.upTo());
    } finally {
      lock.unlock();
    }
  }

  /** The log at a moment, and how many entries it had seen by then. */
  record Snapshot(LogTail tail, long upTo) {}
}
