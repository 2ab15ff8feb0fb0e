package delphi.jobs.process;

import java.time.Duration;

/**
 * How much of everything one process may take.
 *
 * @param times how long it may run, and be silent
 * @param linesMax lines of each stream that are kept, from the end
 * @param bytesMax bytes of each stream that are kept, from the end
 * @param lineBytesMax bytes of one line; the rest of a longer one is dropped and counted
 */
public record Limits(TimeLimits times, int linesMax, int bytesMax, int lineBytesMax) {
  public static final Limits DEFAULT = new Limits(TimeLimits.DEFAULT, 1_000, 1 << 20, 8 * 1024);

  public Limits {
    if (linesMax < 1 || bytesMax < 1 || lineBytesMax < 1) {
      throw new IllegalArgumentException("limits on output are at least 1");
    }
  }

  public Limits withTimes(TimeLimits other) {
    return new Limits(other, linesMax, bytesMax, lineBytesMax);
  }

  /** The same, with this limit on the time of the process itself. */
  public Limits withTimeout(Duration other) {
    return withTimes(times.withRun(other));
  }
}
