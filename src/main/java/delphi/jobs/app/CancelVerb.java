package delphi.jobs.app;

import delphi.jobs.desk.Deed;
import delphi.jobs.desk.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends a job that waits, and asks the holder of a running one to stop it. */
@Command(
    name = "cancel",
    description =
        "Cancel jobs: one that waits ends at once, one that runs is stopped by its poller.")
final class CancelVerb implements Verb {
  @Mixin private final Targets targets = new Targets();
  @Mixin private final Assurance assurance = new Assurance();

  @Override
  public Exit run(Session session) {
    return SteeringRun.steer(session, targets, assurance, Deed.CANCEL);
  }
}
