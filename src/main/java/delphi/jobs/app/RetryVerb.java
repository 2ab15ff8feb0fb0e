package delphi.jobs.app;

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
    return Steering.steer(session, targets, assurance, Deed.RETRY);
  }
}
