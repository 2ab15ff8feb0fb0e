package delphi.jobs.app;

import delphi.jobs.desk.Deed;
import delphi.jobs.desk.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes a job from a holder that is gone, or from its wait. */
@Command(
    name = "requeue",
    description = "Put unfinished jobs back: parked ones at once, and those whose poller is gone.")
final class RequeueVerb implements Verb {
  @Mixin private final Targets targets = new Targets();
  @Mixin private final Assurance assurance = new Assurance();

  @Override
  public Exit run(Session session) {
    return SteeringRun.steer(session, targets, assurance, Deed.REQUEUE);
  }
}
