package delphi.jobs.desk;

import delphi.jobs.handler.OrderSearch;
import delphi.jobs.job.Job;
import delphi.jobs.job.Order;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Finds out whether a batch exists that a job may have ordered, from the provider or from a person
 * who has looked there. Every refusal is a {@link Problem}.
 */
public final class OrderInquiry {
  /** So long a provider may take to show what it has accepted. */
  private static final Duration SHOWN_AFTER = Duration.ofMinutes(2);

  private final JobStore store;
  private final Provider provider;
  private final InstantSource clock;

  public OrderInquiry(JobStore store, Provider provider, InstantSource clock) {
    this.store = store;
    this.provider = provider;
    this.clock = clock;
  }

  /** What is to become of a job of which somebody knows this. */
  public Reconciliation of(String jobId, OrderWord word) {
    return switch (word) {
      case OrderWord.Unknown _ -> ofProvider(jobId);
      case OrderWord.Seen(String batchId) -> ofSight(jobId, batchId);
      case OrderWord.Absent _ -> ofAbsence(jobId);
    };
  }

  private Reconciliation ofProvider(String jobId) {
    Job job = read(jobId);
    Order order = open(job);
    Instant now = clock.instant();
    return new Reconciliation(
        order.marker(), finding(provider.batches(job, order, now), order, now));
  }

  private Reconciliation ofSight(String jobId, String batchId) {
    if (!OrderSearch.isBatchId(batchId)) {
      throw new Problem(
          Exit.USAGE,
          "batch " + batchId.substring(0, Math.min(batchId.length(), 100)),
          "no provider calls a batch like this",
          "Give the id as the provider shows it.");
    }
    return new Reconciliation(
        open(read(jobId)).marker(),
        new Finding.Exists(batchId, "An operator says that its batch is " + batchId + "."));
  }

  private Reconciliation ofAbsence(String jobId) {
    return new Reconciliation(
        open(read(jobId)).marker(),
        new Finding.Missing(
            "An operator says that no batch was ordered.",
            "If a batch exists all the same, the next run pays for a second one."));
  }

  private static Finding finding(List<OrderSearch.Found> found, Order order, Instant now) {
    String asked = "The provider was asked at " + now + " for the marker " + order.marker() + ": ";
    return switch (found.size()) {
      case 0 -> new Finding.Missing(asked + "it has no batch.", tooSoon(order, now));
      case 1 ->
          new Finding.Exists(
              found.getFirst().batchId(), asked + "batch " + found.getFirst().words() + ".");
      default -> new Finding.Several(found);
    };
  }

  private static String tooSoon(Order order, Instant now) {
    Instant since = order.openSince();
    return since != null && since.plus(SHOWN_AFTER).isAfter(now)
        ? "It was intended less than "
            + SHOWN_AFTER.toMinutes()
            + " minutes ago, and a provider may not show yet what it has accepted."
        : "";
  }

  private static Order open(Job job) {
    return job.openOrder()
        .orElseThrow(
            () -> problem(job.id(), Reconciliation.nothingOpen(job), Reconciliation.wayOn(job)));
  }

  private Job read(String jobId) {
    Reading reading = store.find(jobId).orElseThrow(() -> problem(jobId, "it is gone", ""));
    return switch (reading) {
      case Job job -> job;
      case Unreadable _ ->
          throw problem(jobId, "its row cannot be read", "`delphi show " + jobId + "` says why.");
    };
  }

  private static Problem problem(String jobId, String why, String remedy) {
    return new Problem(Exit.CONFLICT, "job " + jobId, why, remedy);
  }
}
