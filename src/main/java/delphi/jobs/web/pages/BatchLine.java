package delphi.jobs.web.pages;

import delphi.jobs.job.Awaited;
import delphi.jobs.job.Job;
import delphi.jobs.job.Lease;
import delphi.jobs.job.Order;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.row.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A batch at a provider that some job waits for.
 *
 * @param batchId empty while nobody knows it
 * @param since when it was ordered; null where the row does not say
 * @param next when it is looked at again; null where that is not set
 * @param cost so far, in words; empty where nothing is known of it
 */
public record BatchLine(
    String jobId,
    String conversation,
    String type,
    State state,
    String batchId,
    @Nullable String rootId,
    @Nullable String checkId,
    @Nullable Instant since,
    @Nullable Instant next,
    int checks,
    boolean isOrderOpen,
    String cost) {
  private static final int ROWS_MAX = 500;

  /** Those of jobs that have not ended, the longest wait first. */
  static List<BatchLine> all(JobStore store) {
    List<BatchLine> lines = new ArrayList<>();
    for (Status status : List.of(Status.PROCESSING, Status.AWAITING_RECHECK, Status.PENDING)) {
      for (Row row : store.rows(new JobFilter(status, null, null, null, ROWS_MAX))) {
        if (store.read(row) instanceof Job job) {
          of(job, row).ifPresent(lines::add);
        }
      }
    }
    lines.sort(Comparator.comparing(line -> line.since() == null ? Instant.MAX : line.since()));
    return List.copyOf(lines);
  }

  private static Optional<BatchLine> of(Job job, Row row) {
    Awaited awaited = job.marks().awaited();
    String batch =
        Stream.of(job.batch().batchId(), awaited == null ? null : awaited.batchId())
            .filter(id -> id != null && !id.isEmpty())
            .findFirst()
            .orElse("");
    boolean isOpen = job.openOrder().isPresent();
    if (batch.isEmpty() && awaited == null && !isOpen) {
      return Optional.empty();
    }
    Lease due = job.state() == State.PARKED ? job.tenure().lease() : null;
    return Optional.of(
        new BatchLine(
            job.id(),
            job.request().conversationId(),
            job.type().name(),
            job.state(),
            batch,
            job.batch().batchJobId(),
            awaited == null ? null : awaited.checkJobId(),
            since(job, awaited),
            due == null ? null : due.expiresAt(),
            job.marks().recheckCount(),
            isOpen,
            Cost.of(row)));
  }

  private static @Nullable Instant since(Job job, @Nullable Awaited awaited) {
    if (awaited != null) {
      return awaited.since();
    }
    return job.openOrder().map(Order::openSince).orElse(job.history().createdAt());
  }
}
