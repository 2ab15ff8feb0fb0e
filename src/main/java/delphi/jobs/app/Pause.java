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

  /** The command shall end instead of looking again, and the wait that it is in is over. */
  default void end() {}

  /** Waits for that long; ended early by {@link #end} or by interrupting the thread. */
  static Pause real() {
    CountDownLatch ended = new CountDownLatch(1);
    return new Pause() {
      @Override
      public boolean before(Duration nextLook) {
        try {
          return !ended.await(nextLook.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return false;
        }
      }

      @Override
      public void end() {
        ended.countDown();
      }
    };
  }
}
