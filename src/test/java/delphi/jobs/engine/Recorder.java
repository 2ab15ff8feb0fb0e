package delphi.jobs.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Remembers every event, and lets a test wait for one. */
final class Recorder implements EngineListener {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition heard = lock.newCondition();
  private final List<EngineEvent> events = new ArrayList<>();

  @Override
  public void hear(EngineEvent event) {
    lock.lock();
    try {
      events.add(event);
      heard.signalAll();
    } finally {
      lock.unlock();
    }
  }

  <T extends EngineEvent> List<T> all(Class<T> kind) {
    lock.lock();
    try {
      return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there are so many events of a kind. */
  <T extends EngineEvent> List<T> await(Class<T> kind, int count) {
    return await(kind, count, _ -> true);
  }

  <T extends EngineEvent> List<T> await(Class<T> kind, int count, Predicate<T> which) {
    lock.lock();
    try {
      long left = TimeUnit.NANOSECONDS.convert(LIMIT);
      while (true) {
        List<T> found = all(kind).stream().filter(which).toList();
        if (found.size() >= count) {
          return found;
        }
        if (left <= 0) {
          throw new AssertionError(
              "only "
                  + found.size()
                  + " of "
                  + count
                  + " "
                  + kind.getSimpleName()
                  + " in "
                  + LIMIT
                  + "; heard: "
                  + events);
        }
        left = heard.awaitNanos(left);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", interrupted);
    } finally {
      lock.unlock();
    }
  }
}
