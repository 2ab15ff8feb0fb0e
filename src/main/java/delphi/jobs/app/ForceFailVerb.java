package delphi.jobs.app;

import delphi.jobs.desk.Deed;
import delphi.jobs.desk.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends a job as failed, whoever has it. */
@Command(name = "force-fail", description = "End jobs as FAILED, whoever has them.")
final class ForceFailVerb implements Verb {
  @Mixin private final Targets targets = new Targets();
  @Mixin private final Assurance assurance = new Assurance();

  @Override
  public Exit run(Session session) {
    return SteeringRun.steer(session, targets, assurance, Deed.FORCE_FAIL);
  }
}
