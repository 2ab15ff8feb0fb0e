package delphi.jobs.engine;

import delphi.jobs.job.Awaited;
import delphi.jobs.job.Because;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Job;
import delphi.jobs.job.Phase;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Results;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.store.Answer;
import delphi.jobs.store.StoreException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ends the job that waits for a batch when its check has ended, whichever of the two is written
 * last. Where the check's script has ended the waiting row itself, its word stays, and only the
 * lock and the phase of the wait go: an older poller would take a finished row whose lock runs out.
 *
 * <p>Done after the end of the check is in the table and before it leaves the spool, so that a
 * crash in between is made good by the replay.
 */
final class Conclusion {
  /** Somebody else may change the row between our look and our write, but not for ever. */
  private static final int TRIES_MAX = 5;

  private final Ports ports;

  Conclusion(Ports ports) {
    this.ports = ports;
  }

  /**
   * Does what follows for others from the row of a job that has just been written.
   *
   * @param error why the job failed, if it has
   * @return why that could not be done yet; empty when nothing is left to do
   */
  Optional<String> draw(Reading after, @Nullable String error) {
    try {
      if (!(after instanceof Job job)) {
        return Optional.empty();
      }
      return switch (job.state()) {
        case PARKED -> ofWaiting(job);
        case COMPLETED, FAILED, QUARANTINED -> ofCheck(job, error);
        case PENDING, RECHECK, PROCESSING, HELD, CANCELLED, FOREIGN -> Optional.empty();
      };
    } catch (StoreException unanswered) {
      return Optional.of(String.valueOf(unanswered.getMessage()));
    }
  }

  /** Takes what belongs to a wait off a row that has been ended by a script. */
  void tidy(Job job) {
    if (isLeftOver(job)) {
      write(leftAsItIs(job), null);
    }
  }

  /** The check may have ended before the job began to wait for it. */
  private Optional<String> ofWaiting(Job waiting) {
    Awaited awaited = waiting.marks().awaited();
    String checkId = awaited == null ? null : awaited.checkJobId();
    if (checkId == null || !(find(checkId) instanceof Job check)) {
      return Optional.empty();
    }
    return switch (check.state()) {
      case COMPLETED, FAILED, QUARANTINED -> ofCheck(check, null);
      case PENDING, RECHECK, PROCESSING, PARKED, HELD, CANCELLED, FOREIGN -> Optional.empty();
    };
  }

  private Optional<String> ofCheck(Job check, @Nullable String error) {
    String rootId =
        ports.handlers().handlerFor(check).flatMap(handler -> handler.rootOf(check)).orElse(null);
    if (rootId == null || rootId.equals(check.id())) {
      return Optional.empty();
    }
    Optional<String> open = Optional.empty();
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      if (!(find(rootId) instanceof Job root)) {
        return Optional.empty();
      }
      if (isLeftOver(root)) {
        open = write(leftAsItIs(root), check);
      } else if (isWaitingFor(check, root)) {
        open = write(withEndOf(check, error, root), check);
      } else {
        return Optional.empty();
      }
      if (open.isEmpty()) {
        return open;
      }
    }
    return open;
  }

  private @Nullable Reading find(String id) {
    return ports.store().find(id).orElse(null);
  }

  /** Not a job that waits for its next attempt, nor one whose batch is another one. */
  private static boolean isWaitingFor(Job check, Job root) {
    String batch = root.batch().batchId();
    String checked = check.batch().batchId();
    return root.state() == State.PARKED
        && batch != null
        && (checked == null || checked.equals(batch));
  }

  private static boolean isLeftOver(Job root) {
    return (root.state() == State.COMPLETED || root.state() == State.FAILED)
        && root.tenure().workerId() == null
        && root.marks().phase() == Phase.PARKED;
  }

  private Transition.Conclude leftAsItIs(Job root) {
    Ending ending = root.status() == Status.COMPLETED ? Ending.COMPLETED : Ending.FAILED;
    return new Transition.Conclude(root.seen(), ending, null, ports.time().instant());
  }

  private Transition.Conclude withEndOf(Job check, @Nullable String error, Job root) {
    boolean completed = check.state() == State.COMPLETED;
    String batch = String.valueOf(root.batch().batchId());
    Results results =
        completed
            ? Results.plainSuccess()
            : Results.failure(
                    "Batch "
                        + batch
                        + ": its check, job "
                        + check.id()
                        + ", failed: "
                        + Objects.requireNonNullElse(error, "its own results say why"))
                .because(Because.CHECK_FAILED);
    return new Transition.Conclude(
        root.seen(),
        completed ? Ending.COMPLETED : Ending.FAILED,
        results.with("batch_id", batch).with("checked_by", check.id()),
        ports.time().instant());
  }

  /** Empty when it is written. */
  private Optional<String> write(Transition.Conclude conclude, @Nullable Job check) {
    return switch (ports.store().apply(conclude)) {
      case Answer.Applied(Reading after) -> {
        ports.tell(new EngineEvent.Concluded(after, conclude.ending(), check));
        yield Optional.empty();
      }
      case Answer.Stale _ -> Optional.of("the row of job " + conclude.jobId() + " has changed");
      case Answer.TooLarge(String why) -> Optional.of(why);
      case Answer.Refused(String why, _) -> Optional.of(why);
      case Answer.Unclear(String why) -> Optional.of(why);
    };
  }
}
