package delphi.jobs.app;

import delphi.jobs.desk.Deed;
import delphi.jobs.desk.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a job again that has failed. */
@Command(
    name = "retry",
    description =
        "Run jobs again that have failed or were cancelled, under the same ids, with all their attempts.")
final class RetryVerb implements Verb {
  @Mixin private final Targets targets = new Targets();
  @Mixin private final Assurance assurance = new Assurance();

  @Override
  public Exit run(Session session) {
    return SteeringRun.steer(session, targets, assurance, Deed.RETRY);
  }
}
