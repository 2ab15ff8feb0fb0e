package delphi.jobs.process;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What tells all that one command starts from everything else on the machine: the value of a
 * variable that children inherit, unless they are given an environment of their own.
 */
record Mark(String text) {
  /** Its name in the environment. */
  static final String VARIABLE = "DELPHI_PROCESS_MARK";

  private static final String ORIGIN = ProcessHandle.current().pid() + "-" + SteadyClock.nanos();
  private static final AtomicLong COUNT = new AtomicLong();

  /** One that was never used before on this machine. */
  static Mark next() {
    return new Mark(ORIGIN + "-" + COUNT.incrementAndGet());
  }
}
