package delphi.jobs.explain;

import delphi.jobs.job.Because;
import delphi.jobs.job.History;
import delphi.jobs.job.Job;
import delphi.jobs.job.State;
import java.time.Duration;
import java.time.Instant;

/** A job that has ended otherwise than by failing. */
final class Ended {
  private Ended() {}

  static Explanation completed(Job job, Told told, Facts facts) {
    By by = told.because() == Because.SCRIPT ? By.SCRIPT : endedBy(job);
    return by == By.OURS
        ? timed(job, facts.is(job, Reason.COMPLETED, "It has done its work" + took(job) + "."))
        : timed(
            job,
            by == By.SCRIPT
                ? facts.is(
                    job,
                    Reason.COMPLETED_BY_SCRIPT,
                    "Its script has set it to COMPLETED itself" + took(job) + ".")
                : facts.is(
                    job,
                    Reason.COMPLETED_BY_OLDER_POLLER,
                    "It was completed by an older poller" + took(job) + "."));
  }

  static Explanation otherwise(Job job, Told told, Facts facts) {
    if (job.state() == State.QUARANTINED) {
      return timed(
              job,
              told.because() == Because.REFUSED
                  ? facts.is(
                      job, Reason.REFUSED, "It asks for what is never run, so nothing was started.")
                  : facts.is(
                      job,
                      Reason.QUARANTINED,
                      "Its row could not be read as a job, so it was put aside."))
          .with("in words", told.error())
          .then("delphi show " + job.id());
    }
    return timed(
            job,
            told.because() == Because.ROOT_CANCELLED
                ? facts.is(
                    job,
                    Reason.CANCELLED_WITH_ROOT,
                    "It looked after the batch of a job that was cancelled, and ended with it.")
                : facts.is(
                    job,
                    Reason.CANCELLED,
                    "Somebody asked to cancel it"
                        + (job.tenure().attempt() == 0 ? " before it ran." : ".")))
        .with("in words", told.error());
  }

  static Explanation timed(Job job, Explanation plain) {
    History history = job.history();
    int attempts = job.tenure().attempt();
    return plain
        .with("ended", history.completedAt())
        .with("worker", job.tenure().workerId())
        .with("attempts", attempts == 0 ? null : attempts);
  }

  static String took(Job job) {
    Instant from = job.history().startedAt();
    Instant to = job.history().completedAt();
    return from == null || to == null || to.isBefore(from)
        ? ""
        : " after " + Words.span(Duration.between(from, to));
  }

  /** Who has written the end of a job. */
  enum By {
    OURS,
    SCRIPT,
    OLDER_POLLER
  }

  /**
   * A change of ours leaves its claim behind as the one that ended an attempt, and takes the claim
   * itself away; where the claim is still the newest owner, somebody has set the status alone.
   */
  static By endedBy(Job job) {
    if (job.tenure().isOurs()) {
      return By.SCRIPT;
    }
    Long version = job.tenure().version();
    var result = job.marks().resultClaimId();
    boolean ours = version != null && result != null && version - result.version() == 1;
    return ours || job.marks().awaited() != null ? By.OURS : By.OLDER_POLLER;
  }
}
