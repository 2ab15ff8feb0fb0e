package delphi.jobs.web;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Things of a kind that are each read at most so often, however many people look at them. Those at
 * which nobody has looked for longest are forgotten. Safe for use by many threads.
 */
public final class Watched<T> {
  private static final int KEPT_MAX = 200;

  private final InstantSource clock;
  private final Duration every;
  private final Function<String, T> source;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Shared<T>> known = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param source reads what has a name
   */
  public Watched(InstantSource clock, Duration every, Function<String, T> source) {
    this.clock = clock;
    this.every = every;
    this.source = source;
  }

  /**
   * As it was a moment ago at most.
   *
   * @throws delphi.jobs.store.StoreException if there was no answer
   */
  public T get(String name) {
    return shared(name).get();
  }

  /** Reads it anew the next time: somebody has changed it. */
  public void forget(String name) {
    lock.lock();
    try {
      known.remove(name);
    } finally {
      lock.unlock();
    }
  }

  private Shared<T> shared(String name) {
    lock.lock();
    try {
      Shared<T> shared =
          known.computeIfAbsent(name, _ -> new Shared<>(clock, every, _ -> source.apply(name)));
      if (known.size() > KEPT_MAX) {
        known.remove(known.keySet().iterator().next());
      }
      return shared;
    } finally {
      lock.unlock();
    }
  }
}
