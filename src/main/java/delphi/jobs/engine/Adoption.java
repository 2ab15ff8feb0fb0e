package delphi.jobs.engine;

import delphi.jobs.job.Fence;
import delphi.jobs.job.Job;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Results;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;

/**
 * What is written when a job's own script has already ended its row: the script's status stays, and
 * what we know is put beside it (PROTOCOL, adopt).
 */
final class Adoption {
  private Adoption() {}

  /**
   * @param wanted how we would have ended the claim
   * @param fence the claim, with the status that the script has set
   * @param now the row as the script left it
   */
  static Transition.Adopt of(Transition wanted, Fence fence, Job now) {
    return switch (wanted) {
      case Transition.Complete complete ->
          adopt(fence, complete.results(), complete.notes(), now, wanted);
      case Transition.Park park -> adopt(fence, told(fence), park.notes(), now, wanted);
      case Transition.HandBack back -> adopt(fence, told(fence), back.notes(), now, wanted);
      case Transition.Hold hold -> adopt(fence, told(fence), hold.notes(), now, wanted);
      case Transition.Adopt adopt -> adopt;
      case Transition.Claim _,
          Transition.Renew _,
          Transition.Release _,
          Transition.Rescue _,
          Transition.GiveUp _,
          Transition.Cancel _,
          Transition.RequestCancel _,
          Transition.Quarantine _ ->
          throw new IllegalArgumentException(wanted.move() + " does not end a claim");
    };
  }

  private static Transition.Adopt adopt(
      Fence fence, Results results, Notes notes, Job now, Transition wanted) {
    return new Transition.Adopt(fence, results, now.storedResults(), notes, wanted.at());
  }

  private static Results told(Fence fence) {
    return fence.status() == Status.COMPLETED
        ? Results.plainSuccess()
        : Results.failure("the script set the job to " + fence.status());
  }
}
