package delphi.jobs.engine;

import java.time.Duration;

/**
 * The one way in which anything in the engine waits: until it is woken or a time is over. A wake
 * that comes while nobody waits is remembered for the next wait.
 */
public interface Signal {
  /** Wakes the waiting task, or lets its next wait end at once. */
  void raise();

  /**
   * Waits.
   *
   * @param most after this long it ends by itself
   * @throws InterruptedException if the thread is interrupted
   */
  void await(Duration most) throws InterruptedException;
}
