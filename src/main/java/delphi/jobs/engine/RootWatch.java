package delphi.jobs.engine;

import delphi.jobs.handler.Heard;
import delphi.jobs.handler.JobHandler;
import delphi.jobs.handler.Root;
import delphi.jobs.job.Job;
import delphi.jobs.job.Outcome;
import delphi.jobs.job.Reading;
import delphi.jobs.job.State;
import delphi.jobs.process.ProcessResult;
import delphi.jobs.store.StoreException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The eye of one attempt on the row in which its script leaves its word: looks before the script
 * starts, and again when it has ended.
 */
final class RootWatch {
  private static final int TRIES_MAX = 5;

  private final Ports ports;
  private final Claim claim;
  private final Signal wake;
  private @Nullable String id;
  private @Nullable Reading before;

  RootWatch(Ports ports, Claim claim, Signal wake) {
    this.ports = ports;
    this.claim = claim;
    this.wake = wake;
  }

  /**
   * Looks for the first time, and says why nobody wants the job any more; empty when it is wanted.
   */
  Optional<String> unwanted(JobHandler handler) {
    Job job = claim.job();
    id = handler.rootOf(job).orElse(null);
    before = id == null || id.equals(job.id()) ? job : found(id);
    return before instanceof Job root
            && !root.id().equals(job.id())
            && root.state() == State.CANCELLED
        ? Optional.of("Job " + id + ", for which it looks after a batch, was cancelled.")
        : Optional.empty();
  }

  /** Whether the job only looks how something stands that goes on elsewhere. */
  boolean isLook(JobHandler handler) {
    return id != null && handler.isRepeatable();
  }

  /** What has been heard of the process by its end, the row included where it decides. */
  Optional<Heard> hearing(Heard heard, ProcessResult result) throws InterruptedException {
    boolean decides = id != null && result.end().equals(new ProcessResult.End.Exited(0));
    return decides ? after().map(heard::with) : Optional.of(heard);
  }

  /** What follows for the job, once the table has been asked who looks after its batch. */
  Outcome completed(Outcome outcome) {
    Job job = claim.job();
    if (outcome instanceof Outcome.Ordered ordered) {
      return new CheckSearch(ports).completed(ordered, job);
    }
    return outcome instanceof Outcome.StillProcessing still && job.id().equals(id)
        ? new CheckSearch(ports).guarded(still, job)
        : outcome;
  }

  /**
   * The row before and after; asks again as long as the job is ours and there is no answer.
   *
   * @return empty when the table does not answer
   */
  private Optional<Root> after() throws InterruptedException {
    String root = String.valueOf(id);
    for (int tries = 1; tries <= TRIES_MAX; tries++) {
      try {
        return Optional.of(new Root(root, before, ports.store().find(root).orElse(null)));
      } catch (StoreException unanswered) {
        if (claim.isLeaseOver()) {
          break;
        }
        wake.await(
            Backoff.fullJitter(
                ClaimTaker.RETRY_FIRST, ClaimTaker.RETRY_MOST, tries, ports.random()));
      }
    }
    return Optional.empty();
  }

  /** What could not be read is as good as not there: the script finds out for itself. */
  private @Nullable Reading found(String root) {
    try {
      return ports.store().find(root).orElse(null);
    } catch (StoreException unanswered) {
      return null;
    }
  }
}
