package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Finding;
import delphi.jobs.desk.JobFinder;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Reconciliation;
import delphi.jobs.handler.OrderSearch;
import delphi.jobs.handler.Plan;
import delphi.jobs.job.Job;
import delphi.jobs.job.Order;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Unreadable;
import delphi.jobs.process.Command;
import delphi.jobs.store.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds out whether a batch exists that a job may have paid for. */
@CommandLine.Command(
    name = "reconcile",
    description =
        "Find out whether the batch exists that a held job may have ordered: by the script"
            + " that DELPHI_RECONCILE_SCRIPT names, or by your own word.")
final class ReconcileVerb implements Verb {
  /** So long a provider may take to show what it has accepted. */
  private static final Duration SHOWN_AFTER = Duration.ofMinutes(2);

  @Parameters(paramLabel = "ID", description = "The job.")
  private String id = "";

  @Option(
      names = "--ordered",
      paramLabel = "BATCH",
      description = "You have looked, and this is the provider's id of its batch.")
  private @Nullable String ordered;

  @Option(names = "--not-ordered", description = "You have looked, and there is no batch.")
  private boolean notOrdered;

  @Mixin private final Assurance assurance = new Assurance();

  @Override
  public Exit run(Session session) {
    String batch = ordered;
    if (batch != null && notOrdered) {
      throw new Problem(
          Exit.USAGE, "--ordered and --not-ordered", "only one of them can be true", "");
    }
    if (batch != null && !OrderSearch.isBatchId(batch)) {
      throw new Problem(
          Exit.USAGE,
          "--ordered " + batch,
          "no provider calls a batch like this",
          "Give the id as the provider shows it.");
    }
    try (OpenStore store = session.openStore()) {
      Job job = read(store.jobs(), new JobFinder(store.jobs()).find(id).jobId());
      Order open =
          job.openOrder()
              .orElseThrow(() ->
                  problem(job.id(), Reconciliation.nothingOpen(job), Reconciliation.wayOn(job)));
      Finding finding =
          batch != null
              ? new Finding.Exists(batch, "An operator says that its batch is " + batch + ".")
              : notOrdered ? notOrdered() : asked(session, job, open);
      Reconciliation wish = new Reconciliation(open.marker(), finding);
      return new SteeringRun(session, store.jobs(), assurance, wish).toThese(List.of(job.id()));
    }
  }

  private static Finding notOrdered() {
    return new Finding.Missing(
        "An operator says that no batch was ordered.",
        "If a batch exists all the same, the next run pays for a second one.");
  }

  private static Finding asked(Session session, Job job, Order order) {
    Settings settings = session.settings();
    String script =
        settings
            .text(Setting.RECONCILE_SCRIPT)
            .orElseThrow(() ->
                new Problem(
                    Exit.CONFIGURATION,
                    Setting.RECONCILE_SCRIPT.variable(),
                    "it names no script that could ask the provider",
                    "Look there for the marker "
                        + order.marker()
                        + " and say --ordered BATCH or --not-ordered."));
    OrderSearch search =
        new OrderSearch(new Workshop(settings, session.surroundings()).handlerSettings(), script);
    Instant now = session.now();
    Command command =
        switch (search.plan(job, order, now)) {
          case Plan.Run run -> run.command();
          case Plan.Impossible(String why) -> throw problem(job.id(), why, "");
        };
    return finding(new ProviderQuestion(command).ask(), order, now);
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

  private static Job read(JobStore store, String jobId) {
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
