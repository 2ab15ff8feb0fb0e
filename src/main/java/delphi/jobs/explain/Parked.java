package delphi.jobs.explain;

import delphi.jobs.job.Awaited;
import delphi.jobs.job.Because;
import delphi.jobs.job.Job;
import delphi.jobs.job.Lease;
import delphi.jobs.job.Reading;
import delphi.jobs.job.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A job that waits for a time, and for what is to be looked at then. */
final class Parked {
  private Parked() {}

  static Explanation of(Job job, Told told, Facts facts) {
    Lease lock = job.tenure().lease();
    Instant due = lock == null ? null : lock.expiresAt();
    Awaited awaited = job.marks().awaited();
    String check = awaited == null ? null : awaited.checkJobId();
    Explanation found =
        check != null
            ? rooted(job, check, due, facts)
            : due != null && due.isBefore(facts.now())
                ? due(job, facts)
                : later(job, told, due, facts);
    int checks = job.marks().recheckCount();
    return found
        .with("due", due)
        .with("batch", job.batch().batchId())
        .with("checks so far", checks == 0 ? null : checks)
        .with("ordered", awaited == null ? null : awaited.since())
        .with("before that", job.marks().lastError());
  }

  private static Explanation rooted(Job job, String check, @Nullable Instant due, Facts facts) {
    Reading row = facts.check();
    boolean looks =
        row instanceof Job other && !other.state().isTerminal() && other.state() != State.HELD;
    if (looks) {
      return facts
          .is(
              job,
              Reason.BATCH_CHECKED_BY_JOB,
              "It waits for batch "
                  + job.batch().batchId()
                  + ", which job "
                  + check
                  + " looks after; it ends when that does.")
          .with("check", check)
          .then("delphi why " + check);
    }
    String what =
        switch (row) {
          case null -> "is gone";
          case Job other -> "is " + other.state();
          default -> "cannot be read";
        };
    return facts
        .is(
            job,
            Reason.BATCH_CHECK_GONE,
            "It waits for batch "
                + job.batch().batchId()
                + ", and job "
                + check
                + " that was to look after it "
                + what
                + "; it looks for itself"
                + (due == null ? " later." : " at " + Words.time(due) + "."))
        .with("check", check)
        .then("delphi requeue " + job.id());
  }

  /** It is due: what keeps it now is what keeps any waiting job. */
  private static Explanation due(Job job, Facts facts) {
    Explanation found = Pending.awaiting(job, facts);
    return switch (found.reason()) {
      case PASSED_OVER, JUST_SUBMITTED, NEXT_ATTEMPT ->
          facts.is(
              job,
              Reason.CHECK_DUE,
              "What it waited for is due; a poller with room takes it with its next look.");
      default -> found;
    };
  }

  private static Explanation later(Job job, Told told, @Nullable Instant due, Facts facts) {
    String when = due == null ? "later" : "at " + Words.time(due);
    if (told.because() == Because.OTHER_ORDER) {
      return facts.is(
          job,
          Reason.OTHER_JOB_ORDERS,
          "Another job orders the same at this moment; this one looks again " + when + ".");
    }
    if (told.because() == Because.BUDGET) {
      return facts
          .is(
              job,
              Reason.BUDGET_USED_UP,
              "What may be spent is spent, so nothing is ordered; it asks again " + when + ".")
          .then("delphi requeue " + job.id());
    }
    if (job.batch().batchId() != null || job.marks().recheckCount() > 0) {
      return facts.is(
          job,
          Reason.BATCH_CHECK_LATER,
          "What it looks after is not done yet; the next look is " + when + ".");
    }
    return facts
        .is(
            job,
            Reason.BACK_OFF,
            "Its newest attempt failed for a reason that may pass; it is tried again " + when + ".")
        .with(
            "attempts so far", job.tenure().attempt() + " of " + (job.request().maxRetries() + 1));
  }
}
