package delphi.jobs.engine;

import delphi.jobs.handler.JobHandler;
import delphi.jobs.job.Awaited;
import delphi.jobs.job.Job;
import delphi.jobs.job.Outcome;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Results;
import delphi.jobs.job.State;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who looks after the batch of a job: a check that its script has submitted over the job
 * channel or put into the table by itself, or nobody, and then the job does it.
 *
 * <p>An index may not show yet what a script has just stored. Then the job looks for itself once,
 * and finds the check afterwards; two looks at one batch cost nothing.
 */
final class CheckSearch {
  private static final int ROWS_MAX = 200;

  private final Ports ports;

  CheckSearch(Ports ports) {
    this.ports = ports;
  }

  /** The same, with what the table knows of the check and of the batch. */
  Outcome.Ordered completed(Outcome.Ordered ordered, Job root) {
    if (ordered.checkJobId() != null && ordered.batchId() != null) {
      return ordered;
    }
    Job check = inTable(root);
    if (check == null) {
      return ordered;
    }
    String batch = ordered.batchId() == null ? check.batch().batchId() : ordered.batchId();
    return new Outcome.Ordered(ordered.results(), batch, check.id());
  }

  /**
   * What follows when a job has looked for its own batch and it is not done: where a check looks
   * after it, the job goes on waiting for that; where there was one, what has become of it.
   */
  Outcome guarded(Outcome.StillProcessing still, Job root) {
    Awaited awaited = root.marks().awaited();
    String known = awaited == null ? null : awaited.checkJobId();
    if (known == null) {
      Job check = root.marks().recheckCount() == 0 ? inTable(root) : null;
      return check == null ? still : waitingFor(check.id(), root);
    }
    Reading check;
    try {
      check = ports.store().find(known).orElse(null);
    } catch (StoreException unanswered) {
      return still;
    }
    String fate = fate(check);
    return fate == null
        ? waitingFor(known, root)
        : new Outcome.StillProcessing(still.retryAfter(), "its check, job " + known + ", " + fate);
  }

  private static Outcome waitingFor(String check, Job root) {
    return new Outcome.Ordered(Results.plainSuccess(), root.batch().batchId(), check);
  }

  /** Why a check looks no more; null while it does. */
  private static @Nullable String fate(@Nullable Reading check) {
    return switch (check) {
      case null -> "is gone";
      case Unreadable _ -> "cannot be read";
      case Job job when job.state() == State.HELD -> "is held: " + job.marks().lastError();
      case Job job when job.state().isTerminal() -> "has ended as " + job.state();
      case Job _ -> null;
    };
  }

  /** Rows of a conversation are few; where there is no index of them, that is told by doctor. */
  private @Nullable Job inTable(Job root) {
    try {
      JobFilter filter =
          new JobFilter(
              null, null, root.request().conversationId(), root.history().createdAt(), ROWS_MAX);
      return ports.store().jobs(filter).stream()
          .filter(job -> isCheckOf(root, job))
          .findFirst()
          .orElse(null);
    } catch (StoreException unanswered) {
      return null;
    }
  }

  private boolean isCheckOf(Job root, Reading reading) {
    return reading instanceof Job job
        && !job.id().equals(root.id())
        && !job.state().isTerminal()
        && root.id().equals(job.batch().batchJobId())
        && ports.handlers().handlerFor(job).filter(JobHandler::isRepeatable).isPresent();
  }
}
