package delphi.jobs.store;

import delphi.jobs.job.Basis;
import delphi.jobs.job.ClaimId;
import delphi.jobs.job.Fence;
import delphi.jobs.job.Job;
import delphi.jobs.job.Move;
import delphi.jobs.job.Phase;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Transition;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;

/**
 * Whether a change whose answer says nothing certain has been made after all (PROTOCOL, What an
 * answer means). A client library repeats requests by itself, so "the condition failed" is
 * sometimes the echo of our own success.
 */
final class Settlement {
  private Settlement() {}

  static boolean isAlreadyIn(Transition transition, Row row, Reading reading) {
    if (transition instanceof Transition.Quarantine) {
      return row.text(Name.PHASE).filter(Phase.QUARANTINED.name()::equals).isPresent();
    }
    return reading instanceof Job job && isAlreadyIn(transition, job);
  }

  private static boolean isAlreadyIn(Transition transition, Job job) {
    return switch (transition) {
      case Transition.Claim claim -> isHeldBy(claim.claimId(), job);
      case Transition.Renew renew ->
          isHeldBy(renew.basis().claimId(), job) && job.status() == renew.basis().status();
      case Transition.Complete complete -> isEndedBy(complete.basis(), job);
      case Transition.Adopt adopt -> isEndedBy(adopt.basis(), job);
      case Transition.HandBack back -> isEndedBy(back.basis(), job);
      case Transition.Park park -> isEndedBy(park.basis(), job);
      case Transition.Hold hold ->
          hold.basis() instanceof Fence fence
              ? isEndedBy(fence, job)
              : isWhereItLeads(hold.move(), hold.basis(), job);
      case Transition.Release release -> isWhereItLeads(release.move(), release.basis(), job);
      case Transition.Rescue rescue -> isWhereItLeads(rescue.move(), rescue.basis(), job);
      case Transition.GiveUp giveUp -> isWhereItLeads(giveUp.move(), giveUp.basis(), job);
      case Transition.Cancel cancel -> isWhereItLeads(cancel.move(), cancel.basis(), job);
      case Transition.RequestCancel request ->
          job.marks().cancelRequestedAt() != null && job.state() == request.basis().state();
      case Transition.Quarantine _ -> false;
    };
  }

  /** The row still carries the claim, and nobody has changed its owner since. */
  private static boolean isHeldBy(ClaimId claimId, Job job) {
    return claimId.equals(job.tenure().claimId()) && job.tenure().isOurs();
  }

  /** The claim has been ended, and it was this claim that was ended. */
  private static boolean isEndedBy(Fence fence, Job job) {
    return fence.claimId().equals(job.marks().resultClaimId());
  }

  /** Changes without a claim: somebody, perhaps we, has made exactly this step from there. */
  private static boolean isWhereItLeads(Move move, Basis basis, Job job) {
    Long version = job.tenure().version();
    return version != null && version == basis.nextVersion() && move.to().contains(job.state());
  }
}
