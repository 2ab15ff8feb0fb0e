package delphi.jobs.web;

import delphi.jobs.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something that is read at most so often, however many people look at it; that there was no answer
 * is kept as well. Safe for use by many threads: one reads, the others wait for that.
 */
public final class Shared<T> {
  private final InstantSource clock;
  private final Duration every;
  private final Function<Instant, T> source;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Instant readAt;
  private @Nullable T value;
  private @Nullable StoreException failure;

  /**
   * @param source reads it, as of a time
   */
  public Shared(InstantSource clock, Duration every, Function<Instant, T> source) {
    this.clock = clock;
    this.every = every;
    this.source = source;
  }

  /**
   * As it was a moment ago at most.
   *
   * @throws StoreException if there was no answer
   */
  public T get() {
    lock.lock();
    try {
      Instant now = clock.instant();
      T known = value;
      if (isOld(now)) {
        known = read(now);
      }
      if (failure != null || known == null) {
        throw again(failure);
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  /** What was read last, however long ago; null if nothing ever was. */
  public @Nullable T last() {
    lock.lock();
    try {
      return value;
    } finally {
      lock.unlock();
    }
  }

  private boolean isOld(Instant now) {
    Instant before = readAt;
    return before == null || now.isBefore(before) || !now.isBefore(before.plus(every));
  }

  private @Nullable T read(Instant now) {
    readAt = now;
    try {
      value = source.apply(now);
      failure = null;
    } catch (StoreException unanswered) {
      failure = unanswered;
    }
    return value;
  }

  /** A new one each time: whoever throws it is another one. */
  private static StoreException again(@Nullable StoreException before) {
    return before == null
        ? new StoreException(StoreException.Kind.UNAVAILABLE, "nothing was read", "")
        : new StoreException(
            before.kind(), String.valueOf(before.getMessage()), before.remedy(), before);
  }
}
