package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.JobFinder;
import delphi.jobs.desk.OrderInquiry;
import delphi.jobs.desk.OrderWord;
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
    OrderWord word = OrderWord.of(ordered, notOrdered, "--ordered and --not-ordered");
    try (OpenStore store = session.openStore()) {
      String jobId = new JobFinder(store.jobs(), store.chronicle()).find(id).jobId();
      OrderInquiry inquiry =
          new OrderInquiry(
              store.jobs(),
              new ProviderScript(session.settings(), session.surroundings()),
              session.surroundings().clock());
      return new SteeringRun(session, store.jobs(), assurance, inquiry.of(jobId, word))
          .toThese(List.of(jobId));
    }
  }
}
