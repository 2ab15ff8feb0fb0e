package delphi.jobs.engine;

import delphi.jobs.handler.LogLevels;
import delphi.jobs.job.LogEntry;
import delphi.jobs.job.LogTail;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The part of a job's log that its row carries: many threads add to it, one writer takes its newest
 * state to the row. Entries are never written one by one (CONTRACT §1: each write costs five times
 * its size).
 */
final class RowLog {
  /** Of those lines that somebody waits for in the row, however much has come after them. */
  private static final int AWAITED_MAX = 2;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<LogEntry> newest = new ArrayDeque<>();
  private final Deque<LogEntry> awaited = new ArrayDeque<>();
  private final LogTail earlier;
  private long added;
  private long written;

  RowLog(LogTail earlier) {
    this.earlier = earlier;
  }

  void add(LogEntry entry) {
    lock.lock();
    try {
      newest.addLast(entry);
      added++;
      if (newest.size() > LogTail.ENTRIES_MAX) {
        retire(newest.removeFirst());
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

  /**
   * The log for the row.
   *
   * @param elsewhere whether all of it lies in the journal, so that the row needs little
   */
  Snapshot snapshot(boolean elsewhere) {
    lock.lock();
    try {
      List<LogEntry> all = new ArrayList<>(earlier.entries());
      all.addAll(awaited);
      all.addAll(newest);
      // What an attempt has left that knew no journal lies nowhere but here.
      boolean isBrief = elsewhere && (earlier.entries().isEmpty() || earlier.isElsewhere());
      LogTail tail = (isBrief ? RowShare.BRIEF : RowShare.WHOLE).of(all);
      long missed = earlier.dropped() + added - newest.size() - awaited.size();
      String location = elsewhere ? LogTail.JOURNAL : "";
      return new Snapshot(new LogTail(tail.entries(), tail.dropped() + missed, location), added);
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

  private void retire(LogEntry entry) {
    if (LogLevels.isAwaited(entry.message())) {
      awaited.addLast(entry);
      if (awaited.size() > AWAITED_MAX) {
        awaited.removeFirst();
      }
    }
  }

  /** The log at a moment, and how many entries it had seen by then. */
  record Snapshot(LogTail tail, long upTo) {}
}
