package delphi.jobs.migration;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Lease;
import delphi.jobs.job.State;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row that a poller of another kind has.
 *
 * @param workerId {@code none} when the row names nobody
 * @param since null when the row does not say
 * @param lock the text of {@code lock_expires_at}; null for none
 */
public record Holding(
    String jobId,
    JobType type,
    String workerId,
    @Nullable Instant since,
    @Nullable String lock,
    Grip grip) {
  /** How long a poller of another kind may need beyond its job's time-out (PROTOCOL, Time 7). */
  private static final Duration GRACE = Duration.ofMinutes(5);

  /** What such a poller gives a job whose row names no time-out (CONTRACT §2). */
  private static final Duration DEFAULT_TIMEOUT = Duration.ofHours(1);

  /** Whether a poller that is not ours has the job: PROCESSING, and not by a claim of ours. */
  public static boolean isOfOthers(Job job) {
    return job.state() == State.FOREIGN
        || (job.state() == State.PROCESSING && !job.tenure().isOurs());
  }

  /** What it has of a job that {@link #isOfOthers}. */
  public static Holding of(Job job, Instant now) {
    Lease lease = job.tenure().lease();
    String worker = job.tenure().workerId();
    return new Holding(
        job.id(),
        job.type(),
        worker == null ? "none" : worker,
        job.history().startedAt(),
        lease == null ? null : lease.stored(),
        grip(job, now));
  }

  private static Grip grip(Job job, Instant now) {
    Lease lease = job.tenure().lease();
    if (lease != null && !lease.expiredAt(now)) {
      return Grip.LOCKED;
    }
    Duration timeout = job.request().timeout();
    Instant end = job.history().attemptEndsAt(timeout == null ? DEFAULT_TIMEOUT : timeout);
    if (end == null || end.plus(GRACE).isBefore(now)) {
      return Grip.STUCK;
    }
    return lease == null ? Grip.WITHOUT_LOCK : Grip.LAPSED;
  }

  /** How long it has had it; nothing when that is not known. */
  public @Nullable Duration age(Instant now) {
    return since == null ? null : Duration.between(since, now);
  }
}
