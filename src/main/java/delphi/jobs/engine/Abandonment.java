package delphi.jobs.engine;

import delphi.jobs.job.Job;
import delphi.jobs.job.Lease;
import delphi.jobs.job.State;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a row alone proves that its holder's process is gone, so that anybody may free the job. */
public final class Abandonment {
  /** How long a poller of another kind may need beyond its job's time-out (PROTOCOL, Time 7). */
  private static final Duration FOREIGN_GRACE = Duration.ofMinutes(5);

  private static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);

  private Abandonment() {}

  /**
   * Whether it is certain, as far as clocks can be trusted. A row without a lock never is.
   *
   * @param job one that somebody has claimed
   * @param lease of the pollers of ours, for how long others wait
   */
  public static boolean isCertain(Job job, LeaseSettings lease, Instant now) {
    Lease lock = job.tenure().lease();
    if (lock == null) {
      return false;
    }
    if (job.tenure().isOurs()) {
      return lock.expiredAt(now.minus(lease.waitAfter()));
    }
    Instant end = foreignEndsAt(job);
    return end != null && lock.expiredAt(now) && end.isBefore(now);
  }

  /**
   * Whether somebody works on the job, as far as a row can tell. A poller of another kind that is
   * gone leaves its row as it was, for ever: then its lock and its job's time decide.
   */
  public static boolean maybeRuns(Job job, Instant now) {
    if (job.state() != State.PROCESSING) {
      return false;
    }
    Lease lock = job.tenure().lease();
    Instant end = foreignEndsAt(job);
    return job.tenure().isOurs()
        || (lock != null && !lock.expiredAt(now))
        || (end != null && !end.isBefore(now));
  }

  private static @Nullable Instant foreignEndsAt(Job job) {
    Duration timeout = job.request().timeout();
    Instant end = job.history().attemptEndsAt(timeout == null ? DEFAULT_TIMEOUT : timeout);
    return end == null ? null : end.plus(FOREIGN_GRACE);
  }
}
