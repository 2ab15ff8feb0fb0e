package delphi.jobs.engine;

import java.util.concurrent.atomic.AtomicBoolean;

/** Tells an attempt that it is to stop its process; once raised it stays so. */
final class StopRequest {
  private final AtomicBoolean raised = new AtomicBoolean();
  private final AtomicBoolean hurried = new AtomicBoolean();
  private final Signal wake;

  StopRequest(Signal wake) {
    this.wake = wake;
  }

  void raise() {
    raised.set(true);
    wake.raise();
  }

  /** Tells it, when it writes the end of its job, not to ask again. */
  void hurry() {
    hurried.set(true);
    wake.raise();
  }

  boolean isHurried() {
    return hurried.get();
  }

  boolean isRaised() {
    return raised.get();
  }
}
