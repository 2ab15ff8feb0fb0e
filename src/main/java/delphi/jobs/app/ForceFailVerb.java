package delphi.jobs.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends a job as failed, whoever has it. */
@Command(name = "force-fail", description = "End jobs as FAILED, whoever has them.")
final class ForceFailVerb implements Verb {
  @Mixin private final Targets targets = new Targets();
  @Mixin private final Assurance assurance = new Assurance();

  @Override
  public Exit run(Session session) {
    return Steering.steer(session, targets, assurance, Deed.FORCE_FAIL);
  }
}
