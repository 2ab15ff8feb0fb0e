package delphi.jobs.process;

import java.time.Duration;

/**
 * How much of everything one process may take.
 *
 * @param timeout wall time until it is stopped
 * @param grace time between the polite request to end and the kill
 * @param linesMax lines of each stream that are kept, from the end
 * @param bytesMax bytes of each stream that are kept, from the end
 * @param lineBytesMax bytes of one line; the rest of a longer one is dropped and counted
 */
public record Limits(
    Duration timeout, Duration grace, int linesMax, int bytesMax, int lineBytesMax) {
  public static final Limits DEFAULT =
      new Limits(Duration.ofHours(1), Duration.ofSeconds(10), 1_000, 1 << 20, 8 * 1024);

  public Limits {
    if (!timeout.isPositive() || grace.isNegative()) {
      throw new IllegalArgumentException("a time-out is positive and a grace not negative");
    }
    if (linesMax < 1 || bytesMax < 1 || lineBytesMax < 1) {
      throw new IllegalArgumentException("limits on output are at least 1");
    }
  }

  public Limits withTimeout(Duration other) {
    return new Limits(other, grace, linesMax, bytesMax, lineBytesMax);
  }
}
