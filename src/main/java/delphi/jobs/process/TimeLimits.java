package delphi.jobs.process;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long one process may take; whichever limit is reached first ends it.
 *
 * @param run wall time of this process
 * @param silence wall time without a byte of output; null when it may be silent
 * @param total wall time of all attempts and the waits between them; null for no such limit
 * @param spent how much of the total was over when this process started
 * @param grace time between the polite request to end and the kill
 */
public record TimeLimits(
    Duration run,
    @Nullable Duration silence,
    @Nullable Duration total,
    Duration spent,
    Duration grace) {
  public static final TimeLimits DEFAULT = of(Duration.ofHours(1), Duration.ofSeconds(10));

  public TimeLimits {
    if (!run.isPositive() || isNotPositive(silence) || isNotPositive(total)) {
      throw new IllegalArgumentException("a time-out is positive");
    }
    if (spent.isNegative() || grace.isNegative()) {
      throw new IllegalArgumentException("a grace and a time that was spent are not negative");
    }
  }

  /** A limit on the process itself, and no other. */
  public static TimeLimits of(Duration run, Duration grace) {
    return new TimeLimits(run, null, null, Duration.ZERO, grace);
  }

  public TimeLimits withRun(Duration other) {
    return new TimeLimits(other, silence, total, spent, grace);
  }

  public TimeLimits withSilence(@Nullable Duration other) {
    return new TimeLimits(run, other, total, spent, grace);
  }

  public TimeLimits withTotal(@Nullable Duration other) {
    return new TimeLimits(run, silence, other, spent, grace);
  }

  public TimeLimits withSpent(Duration other) {
    return new TimeLimits(run, silence, total, other, grace);
  }

  /** What is left of the total, never negative; null when there is no such limit. */
  public @Nullable Duration left() {
    if (total == null) {
      return null;
    }
    Duration left = total.minus(spent);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static boolean isNotPositive(@Nullable Duration span) {
    return span != null && !span.isPositive();
  }

  /** Which of the limits was reached. */
  public enum Kind {
    RUN,
    SILENCE,
    TOTAL
  }
}
