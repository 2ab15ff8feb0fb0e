package delphi.jobs.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a poller ends by itself.
 *
 * @param whenEmpty as soon as nothing waits that it could take and nothing runs
 * @param idle after so long without a job; null for never
 * @param jobsMax after so many jobs; 0 for no limit
 * @param lag how late a look may show what an ended job has left behind: whether nothing waits is
 *     decided by a look that begins so long after the last end
 */
public record ExitRule(boolean whenEmpty, @Nullable Duration idle, int jobsMax, Duration lag) {
  public static final ExitRule NEVER = new ExitRule(false, null, 0);
  public static final ExitRule WHEN_EMPTY = new ExitRule(true, null, 0);

  /** For a table whose looks show everything at once. */
  public ExitRule(boolean whenEmpty, @Nullable Duration idle, int jobsMax) {
    this(whenEmpty, idle, jobsMax, Duration.ZERO);
  }

  public ExitRule {
    if (jobsMax < 0 || (idle != null && !idle.isPositive())) {
      throw new IllegalArgumentException("limits of a poller's life are positive");
    }
  }

  /** Whether the poller ends only when it is told to. */
  public boolean isNever() {
    return !whenEmpty && idle == null && jobsMax == 0;
  }
}
