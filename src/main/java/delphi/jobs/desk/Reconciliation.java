package delphi.jobs.desk;

import delphi.jobs.handler.OrderSearch;
import delphi.jobs.job.Job;
import delphi.jobs.job.Move;
import delphi.jobs.job.Order;
import delphi.jobs.job.State;
import delphi.jobs.job.Transition;
import java.time.Instant;
import java.util.stream.Collectors;

/**
 * Brings a row in line with what the provider has of its order. Pure, like every wish.
 *
 * @param marker of the order that was asked for; another one is another question
 */
public record Reconciliation(String marker, Finding finding) implements Wish {
  @Override
  public String word() {
    return "reconcile";
  }

  @Override
  public Decision on(Job job, String reason, Instant now) {
    Order open = job.openOrder().orElse(null);
    if (open == null) {
      return new Decision.No(nothingOpen(job), wayOn(job));
    }
    if (!open.marker().equals(marker)) {
      return new Decision.No("another order is open by now, " + open.marker(), "Ask again.");
    }
    return switch (finding) {
      case Finding.Several several ->
          new Decision.No(
              several.batches().size() + " batches carry its marker: " + shown(several),
              "Look which one is right and say which was ordered; cancel the others there.");
      case Finding.Exists(String batchId, String evidence) ->
          exists(job, batchId, said(evidence, reason), now);
      case Finding.Missing(String evidence, String risk) ->
          missing(job, said(evidence, reason), risk, now);
    };
  }

  /** Why there is nothing to ask for. */
  public static String nothingOpen(Job job) {
    String batch = job.batch().batchId();
    return batch == null
        ? "no order of it is open"
        : "its batch is known, it is " + batch + ", and no order is open";
  }

  /** What may be done where there is nothing to ask for; blank where nothing has to be. */
  public static String wayOn(Job job) {
    return job.state() == State.HELD ? "`delphi release " + job.id() + "` lets it go on." : "";
  }

  private static Decision exists(Job job, String batchId, String reason, Instant now) {
    if (job.state() == State.CANCELLED) {
      return new Decision.No(
          "it was cancelled, and batch " + batchId + " exists", "Cancel it at the provider.");
    }
    return Move.FIND_ORDER.mayStartFrom(job.state())
        ? new Decision.Change(
            new Transition.FindOrder(job.seen(), batchId, reason, now),
            "its batch is " + batchId + ": a poller looks after it from now on.")
        : moving(job);
  }

  private static Decision missing(Job job, String reason, String risk, Instant now) {
    String next =
        job.state() == State.HELD
            ? "`delphi release " + job.id() + "` lets it order one."
            : "`delphi retry " + job.id() + "` would order one.";
    return Move.FIND_NO_ORDER.mayStartFrom(job.state())
        ? new Decision.Change(
            new Transition.FindNoOrder(job.seen(), reason, now),
            "it has no batch, and nothing was paid. " + next,
            risk)
        : moving(job);
  }

  private static Decision.No moving(Job job) {
    return job.state() == State.PROCESSING
        ? new Decision.No("it is being worked on", "Ask when its poller has ended or lost it.")
        : new Decision.No(
            "it is " + job.state() + ", not held", "A poller holds it soon; ask again then.");
  }

  private static String shown(Finding.Several several) {
    return several.batches().stream()
        .map(OrderSearch.Found::words)
        .collect(Collectors.joining("; "));
  }

  private static String said(String evidence, String reason) {
    return reason.isBlank() ? evidence : evidence + " " + reason.strip();
  }
}
