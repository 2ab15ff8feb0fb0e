package delphi.jobs.simulation;

import delphi.jobs.job.Fence;
import delphi.jobs.job.Transition;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;

/** What every write of a row has to keep to, whoever sends it and why. */
final class WriteRules {
  private WriteRules() {}

  static void hold(Dossier job, Row before, Row after, Transition transition, Findings findings) {
    owner(job, before, transition, findings);
    version(job, before, after, transition, findings);
  }

  private static void owner(Dossier job, Row before, Transition transition, Findings findings) {
    if (job.ended) {
      findings.against(job, transition.move() + " after its end");
    } else if (RawRow.isTerminal(before)
        && !(transition instanceof Transition.Adopt || transition instanceof Transition.Renew)) {
      findings.against(job, transition.move() + " of a row that has ended");
    }
    if (transition instanceof Transition.OfBasis change
        && change.basis() instanceof Fence fence
        && !fence.claimId().toString().equals(job.owner)) {
      findings.against(job, transition.move() + " by a stale owner");
    }
    SimulatedProcess process = job.process;
    boolean leaves =
        !(transition instanceof Transition.Renew || transition instanceof Transition.RequestCancel);
    if (leaves && process != null && process.runs()) {
      findings.against(job, transition.move() + " while its process lives");
    }
  }

  /** Bumped by each change of owner or status, and by nothing else. */
  private static void version(
      Dossier job, Row before, Row after, Transition transition, Findings findings) {
    boolean stays =
        switch (transition) {
          case Transition.Renew _,
              Transition.RequestCancel _,
              Transition.Unlock _,
              Transition.Intend _,
              Transition.Withdraw _ ->
              true;
          default -> false;
        };
    long expected = RawRow.number(before, Name.VERSION) + (stays ? 0 : 1);
    if (RawRow.number(after, Name.VERSION) != expected) {
      findings.against(
          job, transition.move() + " made version " + RawRow.number(after, Name.VERSION));
    }
  }
}
