package delphi.jobs.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The one way in which a command waits before it looks again. */
@FunctionalInterface
interface Pause {
  /**
   * Waits.
   *
   * @return false when the command shall end instead of looking again
   */
  boolean before(Duration nextLook);

  /** Waits for that long; ended early by interrupting the thread. */
  static Pause real() {
    CountDownLatch never = new CountDownLatch(1);
    return span -> {
      try {
        return !never.await(span.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
        return false;
      }
    };
  }
}
