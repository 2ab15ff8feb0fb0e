package delphi.jobs.engine;

import delphi.jobs.job.Because;
import delphi.jobs.job.Fence;
import delphi.jobs.job.Job;
import delphi.jobs.job.Move;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Results;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is written when a job's own script has already ended its row: the script's status stays, and
 * what we know is put beside it (PROTOCOL, adopt).
 */
final class Adoption {
  private Adoption() {}

  /**
   * The row, if it is still ours and only its status has been set by the job's own script, which
   * does so without touching the version (CONTRACT §3). Then that status is kept.
   */
  static Optional<Job> scriptsEnd(Fence fence, @Nullable Reading current) {
    return current instanceof Job now
            && fence.claimId().equals(now.tenure().claimId())
            && now.tenure().isOurs()
            && Move.ADOPT.mayStartFrom(now.state())
        ? Optional.of(now)
        : Optional.empty();
  }

  /**
   * @param wanted how we would have ended the claim
   * @param fence the claim, with the status that the script has set
   * @param now the row as the script left it
   */
  static Transition.Adopt of(Transition.Noted wanted, Fence fence, Job now) {
    return switch (wanted) {
      case Transition.Complete complete ->
          adopt(fence, complete.results(), complete.notes(), now, wanted);
      case Transition.Park park -> adopt(fence, told(fence), park.notes(), now, wanted);
      case Transition.HandBack back -> adopt(fence, told(fence), back.notes(), now, wanted);
      case Transition.Hold hold -> adopt(fence, told(fence), hold.notes(), now, wanted);
      case Transition.Adopt adopt -> adopt;
      case Transition.Renew _, Transition.Claim _ ->
          throw new IllegalArgumentException(wanted.move() + " does not end a claim");
    };
  }

  private static Transition.Adopt adopt(
      Fence fence, Results results, Notes notes, Job now, Transition wanted) {
    Results told =
        results.more().containsKey(Because.NAME) ? results : results.because(Because.SCRIPT);
    return new Transition.Adopt(fence, told, now.storedResults(), notes, wanted.at());
  }

  private static Results told(Fence fence) {
    return fence.status() == Status.COMPLETED
        ? Results.plainSuccess()
        : Results.failure("the script set the job to " + fence.status());
  }
}
