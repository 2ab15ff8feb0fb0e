package delphi.jobs.ops.metrics;

import delphi.jobs.engine.Tasks;
import delphi.jobs.engine.Time;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.roster.Roster;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what stands in the table when somebody wants to know, and seldom: twice a minute where
 * little waits, and the more seldom the more rows have to be read for it. On a task of its own, so
 * that a table that hangs keeps nobody from the other numbers. Safe for use by many threads.
 */
final class QueueLook {
  static final Duration PAUSE = Duration.ofSeconds(30);

  /** Each further page of so many rows makes the pause longer by itself. */
  private static final int ROWS_A_PAUSE = 100;

  private static final int PAUSES_MOST = 10;

  /** How long whoever asks waits for a look, so that one that works is seen by him already. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  private final JobStore store;
  private final Roster roster;
  private final Time time;
  private final Tasks tasks;
  private final TypeNames types;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition looked = lock.newCondition();
  private @Nullable Queue newest;
  private @Nullable Long lookedNanos;
  private boolean looking;

  /**
   * @param types those that have a label of their own
   * @param patience of whoever asks
   */
  QueueLook(
      JobStore store, Roster roster, Time time, Tasks tasks, TypeNames types, Duration patience) {
    this.types = types;
    this.patience = patience;
    this.store = store;
    this.roster = roster;
    this.time = time;
    this.tasks = tasks;
  }

  /** What was seen last; empty when nothing was seen yet. Waits a moment for a look that is due. */
  Optional<Queue> newest() {
    lock.lock();
    try {
      if (!looking && isDue()) {
        looking = true;
        lookedNanos = time.nanos();
        tasks.start("queue-look", this::look);
      }
      long left = TimeUnit.NANOSECONDS.convert(patience);
      while (looking && left > 0) {
        left = looked.awaitNanos(left);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return Optional.ofNullable(newest);
  }

  private boolean isDue() {
    Long last = lookedNanos;
    return last == null || time.nanos() - last >= pause().toNanos();
  }

  private Duration pause() {
    int rows = newest == null ? 0 : newest.rows();
    return PAUSE.multipliedBy(Math.min(PAUSES_MOST, 1 + rows / ROWS_A_PAUSE));
  }

  private void look() {
    Queue seen = null;
    try {
      seen = QueueCount.of(store, roster, types, time.instant());
    } catch (StoreException unanswered) {
      // The poller tells of it; the numbers stay as they are, with their time.
    } finally {
      lock.lock();
      try {
        newest = seen == null ? newest : seen;
        looking = false;
        looked.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
