package delphi.jobs.job;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One unit of work as its row tells it: what was asked, who has it, and what has happened.
 *
 * @param id the key; a UUID, or a name that a server or script composed
 * @param log the newest entries of the job's log
 * @param storedResults {@code job_results} exactly as stored; null when absent
 * @param oddities what was strange about the row but did not keep it from being read, in words
 */
public record Job(
    String id,
    JobType type,
    Status status,
    Request request,
    Batch batch,
    Tenure tenure,
    History history,
    Marks marks,
    LogTail log,
    @Nullable String storedResults,
    List<String> oddities)
    implements Reading {
  public Job {
    oddities = List.copyOf(oddities);
  }

  public State state() {
    return State.of(status, marks.phase(), tenure.workerId() != null);
  }

  /** The order of which nobody knows what came of it: intended, and no batch is known. */
  public Optional<Order> openOrder() {
    Order order = marks.order();
    return order == null || order.openSince() == null || batch.batchId() != null
        ? Optional.empty()
        : Optional.of(order);
  }

  /** What a write that must not overtake anybody compares with the table. */
  public Seen seen() {
    Lease lease = tenure.lease();
    return new Seen(id, state(), status, tenure.version(), lease == null ? null : lease.stored());
  }
}
