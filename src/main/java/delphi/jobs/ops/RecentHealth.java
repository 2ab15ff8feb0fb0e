package delphi.jobs.ops;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A look at how something is, remembered for a moment: however many ask, it is taken once a second,
 * and whoever asks while it is being taken waits for it.
 */
public final class RecentHealth implements Supplier<Health> {
  static final Duration MEMORY = Duration.ofSeconds(1);

  private final Supplier<Health> look;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Health seen;
  private long seenNanos;

  /**
   * @param look asks somebody, which takes a while and costs something
   * @param nanos a clock for spans
   */
  public RecentHealth(Supplier<Health> look, LongSupplier nanos) {
    this.look = look;
    this.nanos = nanos;
  }

  @Override
  public Health get() {
    lock.lock();
    try {
      Health before = seen;
      if (before != null && nanos.getAsLong() - seenNanos < MEMORY.toNanos()) {
        return before;
      }
      Health now = look.get();
      seen = now;
      seenNanos = nanos.getAsLong();
      return now;
    } finally {
      lock.unlock();
    }
  }
}
