package delphi.jobs.explain;

import delphi.jobs.job.Job;
import delphi.jobs.job.Lease;
import delphi.jobs.job.State;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A job in PROCESSING by no claim of ours: what a poller of another kind has, or nobody. */
final class OlderPoller {
  /** How long one may need beyond its job's time-out (PROTOCOL, Time 7). */
  private static final Duration GRACE = Duration.ofMinutes(5);

  /** What it gives a job whose row names no time-out (CONTRACT §2). */
  private static final Duration USUAL_TIMEOUT = Duration.ofHours(1);

  private OlderPoller() {}

  static Explanation of(Job job, Facts facts) {
    Lease lock = job.tenure().lease();
    Instant end = endsAt(job);
    boolean isOver = end == null || end.isBefore(facts.now());
    Explanation found =
        lock == null ? withoutLock(job, isOver, facts) : withLock(job, lock, end, isOver, facts);
    return found
        .with("worker", job.tenure().workerId())
        .with("started", job.history().startedAt())
        .with("lock until", lock == null ? null : lock.stored())
        .with("unchanged for", facts.since(job.history().updatedAt()));
  }

  private static Explanation withoutLock(Job job, boolean isOver, Facts facts) {
    if (job.tenure().workerId() == null) {
      return facts
          .is(
              job,
              Reason.NO_OWNER,
              "Its status is PROCESSING and nobody has it: something has set the status alone, so no"
                  + " poller takes it.")
          .then("delphi requeue " + job.id());
    }
    if (isOver) {
      return facts
          .is(
              job,
              Reason.OLDER_POLLER_STUCK,
              "An older poller took it without a lock and has had it for longer than the job may"
                  + " take; nobody frees it by itself.")
          .then("delphi reset-stuck " + job.id());
    }
    return facts.is(
        job,
        Reason.OLDER_POLLER_NO_LOCK,
        "An older poller took it without a lock and may still run it; if that is gone, nobody frees"
            + " the job by itself.");
  }

  private static Explanation withLock(
      Job job, Lease lock, @Nullable Instant end, boolean isOver, Facts facts) {
    if (!lock.expiredAt(facts.now())) {
      return facts.is(
          job,
          Reason.OLDER_POLLER_LOCKED,
          "An older poller has it, under a lock until " + lock.stored() + ".");
    }
    if (!isOver) {
      return facts
          .is(
              job,
              Reason.OLDER_POLLER_LOCK_OVER,
              "An older poller has it whose lock is over; such a poller does not renew, so it is left"
                  + " alone until the job's time is over as well.")
          .with("freed from", end);
    }
    if (end == null) {
      return facts
          .is(
              job,
              Reason.OLDER_POLLER_STUCK,
              "An older poller has it whose lock is over, and its row does not say since when; nobody"
                  + " frees it by itself.")
          .then("delphi reset-stuck " + job.id());
    }
    return facts.crew().isSurelyEmpty(facts.now())
        ? facts
            .is(
                job,
                Reason.OLDER_POLLER_OVERDUE_NOBODY_POLLS,
                "An older poller has it whose lock and time are over, and no poller of ours is there"
                    + " to free it.")
            .then("delphi poll")
        : facts.is(
            job,
            Reason.OLDER_POLLER_OVERDUE,
            "An older poller has it whose lock and time are over; the next poller of ours that looks"
                + " frees it.");
  }

  /** Whether somebody works on a claimed job, as far as its row can tell. */
  static boolean maybeRuns(Job job, Instant now) {
    if (job.state() != State.PROCESSING) {
      return false;
    }
    Lease lock = job.tenure().lease();
    Instant end = endsAt(job);
    return job.tenure().isOurs()
        || (lock != null && !lock.expiredAt(now))
        || (end != null && !end.isBefore(now));
  }

  private static @Nullable Instant endsAt(Job job) {
    Duration timeout = job.request().timeout();
    Instant end = job.history().attemptEndsAt(timeout == null ? USUAL_TIMEOUT : timeout);
    return end == null ? null : end.plus(GRACE);
  }
}
