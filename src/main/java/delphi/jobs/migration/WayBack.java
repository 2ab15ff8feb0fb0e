package delphi.jobs.migration;

import delphi.jobs.job.Because;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Lease;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Results;
import delphi.jobs.job.State;
import delphi.jobs.job.Transition;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.row.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides of each row what has to be written so that older pollers can go on with it, and that
 * nothing is bought twice; row by row, and pure.
 *
 * @param isRepeatable whether a job may be run again without being asked
 * @param release ids of held jobs that are to be given back all the same
 * @param atOnce whether parked jobs that are not due are given back as well; pollers of the design
 *     documents know no lock and would never take them
 * @param waitAfter how long after its end a lease of ours still counts
 */
public record WayBack(
    Predicate<Job> isRepeatable,
    Set<String> release,
    boolean atOnce,
    Duration waitAfter,
    Instant now) {
  private static final String GIVEN_BACK = "Given back to the older pollers.";

  public WayBack {
    release = Set.copyOf(release);
  }

  /** What to do with a row. */
  public Step of(Row row, Reading reading) {
    return switch (reading) {
      case Unreadable problems ->
          new Step(row, null, Step.Kind.UNREADABLE, null, String.join(" ", problems.problems()));
      case Job job -> of(row, job);
    };
  }

  private Step of(Row row, Job job) {
    return switch (job.state()) {
      case COMPLETED, FAILED -> ofEnded(row, job);
      case CANCELLED, QUARANTINED -> left(row, job, "it has ended");
      case FOREIGN -> left(row, job, "an older poller has it");
      case PENDING, RECHECK -> ofWaiting(row, job);
      case PARKED -> ofParked(row, job);
      case HELD -> ofHeld(row, job);
      case PROCESSING ->
          Holding.isOfOthers(job) ? left(row, job, "an older poller has it") : ofOurs(row, job);
    };
  }

  /**
   * Its own script may have ended it while its poller died: then our lock stands on it, and a newer
   * poller takes any row whose lock has passed.
   */
  private Step ofEnded(Row row, Job job) {
    Lease lock = job.tenure().lease();
    if (lock == null || !job.tenure().isOurs()) {
      return left(row, job, "it has ended");
    }
    if (!lock.expiredAt(now.minus(waitAfter))) {
      String worker = String.valueOf(job.tenure().workerId());
      return new Step(
          row, job.state(), Step.Kind.ALIVE, null, worker + " is about to record its end");
    }
    Transition unlock = new Transition.Unlock(job.seen(), now);
    String why = "its script ended it, and the lock of our dead poller stands on it";
    return new Step(row, job.state(), Step.Kind.ENDED, unlock, why);
  }

  private Step ofWaiting(Row row, Job job) {
    if (job.marks().cancelRequestedAt() != null) {
      return cancelled(row, job);
    }
    return isPaidFor(job) ? held(row, job) : left(row, job, "it waits for anybody");
  }

  private Step ofParked(Row row, Job job) {
    if (job.marks().cancelRequestedAt() != null) {
      return cancelled(row, job);
    }
    if (isPaidFor(job)) {
      return held(row, job);
    }
    Lease lock = job.tenure().lease();
    boolean isDue = lock == null || lock.expiredAt(now);
    String until = lock == null ? "" : lock.stored();
    if (isDue || atOnce) {
      Transition requeue = new Transition.Requeue(job.seen(), GIVEN_BACK, now);
      String why = isDue ? "it was parked and is due" : "it was parked until " + until;
      return new Step(row, job.state(), Step.Kind.GIVEN_BACK, requeue, why);
    }
    return left(row, job, "it is parked; its lock keeps it until " + until);
  }

  private Step ofHeld(Row row, Job job) {
    String why = job.marks().lastError() == null ? "it is held" : job.marks().lastError();
    if (!release.contains(job.id())) {
      return new Step(row, job.state(), Step.Kind.KEPT_HELD, null, why);
    }
    if (isPaidFor(job)) {
      String first = "it was asked for, but an older poller would pay again. ";
      return new Step(row, job.state(), Step.Kind.KEPT_HELD, null, first + why);
    }
    Transition released = new Transition.Release(job.seen(), GIVEN_BACK, now);
    return new Step(row, job.state(), Step.Kind.GIVEN_BACK, released, "it was held: " + why);
  }

  /** By the rules by which a poller of ours frees it, and with the same care for money. */
  private Step ofOurs(Row row, Job job) {
    Lease lock = job.tenure().lease();
    if (lock == null || !lock.expiredAt(now.minus(waitAfter))) {
      String until = lock == null ? "" : " until " + lock.stored();
      String worker = String.valueOf(job.tenure().workerId());
      return new Step(row, job.state(), Step.Kind.ALIVE, null, worker + " has it" + until);
    }
    String why = "Its poller " + job.tenure().workerId() + " let its lease run out.";
    if (job.marks().cancelRequestedAt() != null) {
      return ended(row, job, Ending.CANCELLED, why + " It was to be cancelled.");
    }
    if (!isRepeatable.test(job) || isPaidFor(job)) {
      return held(row, job);
    }
    if (job.tenure().attempt() > job.request().maxRetries()) {
      return ended(row, job, Ending.FAILED, why + " No attempts are left.");
    }
    Transition rescue = new Transition.Rescue(job.seen(), why, now);
    return new Step(row, job.state(), Step.Kind.GIVEN_BACK, rescue, why);
  }

  /**
   * Whether there is a batch that an older poller would order again: one of which nobody knows, or
   * one that is ordered for a root. Of the types that order, only {@code NARRATIVE_BATCH} is given
   * to 803 by them once it has a {@code batch_id} (CONTRACT §4).
   */
  private static boolean isPaidFor(Job job) {
    boolean isRoot = job.type().equals(JobType.CREATE_NARRATIVE_BATCH);
    return job.openOrder().isPresent() || (isRoot && job.batch().batchId() != null);
  }

  /** Nobody takes what lies behind a lock of the year 9999. */
  private Step held(Row row, Job job) {
    String why =
        "It may have spent money, and an older poller would spend it again."
            + (job.batch().batchId() == null
                ? ""
                : " Its batch " + job.batch().batchId() + " is ordered; the check of it ends it.")
            + job.openOrder().map(order -> " " + order.question(job.id())).orElse("");
    Transition hold =
        new Transition.Hold(
            job.seen(), why, Notes.NONE.because(Because.MAY_HAVE_PAID, job.seen()), now);
    return new Step(row, job.state(), Step.Kind.KEPT_HELD, hold, why);
  }

  private Step cancelled(Row row, Job job) {
    String why = "Cancelled on request.";
    Transition cancel = new Transition.Cancel(job.seen(), Results.failure(why), now);
    return new Step(row, job.state(), Step.Kind.ENDED, cancel, why);
  }

  private Step ended(Row row, Job job, Ending ending, String why) {
    Transition end = new Transition.GiveUp(job.seen(), ending, Results.failure(why), now);
    return new Step(row, job.state(), Step.Kind.ENDED, end, why);
  }

  private static Step left(Row row, Job job, String why) {
    State state = job.state();
    return new Step(row, state, Step.Kind.LEFT, null, why);
  }
}
