package delphi.jobs.stats;

import delphi.jobs.cost.Sum;
import delphi.jobs.cost.Units;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a group of jobs has cost.
 *
 * @param keys what they have in common, in the order that was asked for
 * @param reporting how many of them have said what they spent
 * @param spent what those have said
 * @param cpuSeconds of their last attempts; null where no row has it
 * @param peakMemoryBytes of the largest of them; null where no row has it
 * @param units none where no store has counted any
 */
public record AccountLine(
    List<String> keys,
    int jobs,
    int reporting,
    Sum spent,
    @Nullable BigDecimal cpuSeconds,
    @Nullable Long peakMemoryBytes,
    Units units) {
  public AccountLine {
    keys = List.copyOf(keys);
  }

  static AccountLine empty(List<String> keys) {
    return new AccountLine(keys, 0, 0, Sum.NONE, null, null, Units.NONE);
  }

  /** This and one more job, of which so much is to be counted here. */
  AccountLine and(Sum said, @Nullable BigDecimal cpu, @Nullable Long memory, Units used) {
    return new AccountLine(
        keys,
        jobs + 1,
        reporting + (said.isReported() ? 1 : 0),
        spent.plus(said),
        cpu == null ? cpuSeconds : cpuSeconds == null ? cpu : cpuSeconds.add(cpu),
        memory == null ? peakMemoryBytes : largest(memory),
        units.plus(used));
  }

  private Long largest(long memory) {
    return peakMemoryBytes == null ? memory : Math.max(peakMemoryBytes, memory);
  }
}
