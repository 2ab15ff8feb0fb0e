package delphi.jobs.process;

import java.time.Duration;

/**
 * What a command and all that it started have used.
 *
 * @param peakMemoryBytes the most that all of them had at one time; 0 when nobody knows
 * @param cpu on all cores together
 * @param isCounted whether the kernel has counted both for a control group; otherwise the memory is
 *     the largest of a few looks, and of what the largest single process had
 * @param outOfMemoryKills how many of them the system has killed because the group's memory was at
 *     its end; only a control group tells
 */
public record Usage(long peakMemoryBytes, Duration cpu, boolean isCounted, long outOfMemoryKills) {
  public static final Usage UNKNOWN = new Usage(0, Duration.ZERO, false, 0);

  /** With what looks have seen, where nobody has counted it: the larger of each. */
  Usage orMore(Usage other) {
    if (isCounted) {
      return this;
    }
    return new Usage(
        Math.max(peakMemoryBytes, other.peakMemoryBytes),
        cpu.compareTo(other.cpu) < 0 ? other.cpu : cpu,
        isCounted,
        outOfMemoryKills);
  }
}
