package delphi.jobs.app;

import delphi.jobs.desk.Deed;
import delphi.jobs.desk.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Keeps a waiting job from being taken until it is released. */
@Command(
    name = "hold",
    description = "Hold jobs that wait: no poller takes them until they are released.")
final class HoldVerb implements Verb {
  @Mixin private final Targets targets = new Targets();
  @Mixin private final Assurance assurance = new Assurance();

  @Override
  public Exit run(Session session) {
    return SteeringRun.steer(session, targets, assurance, Deed.HOLD);
  }
}
