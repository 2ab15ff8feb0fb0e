package delphi.jobs.store;

import delphi.jobs.job.ClaimId;
import delphi.jobs.job.Fence;
import delphi.jobs.job.Job;
import delphi.jobs.job.Lease;
import delphi.jobs.job.Phase;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Transition;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Stamp;
import java.time.Instant;

/**
 * Whether a change whose answer says nothing certain has been made after all (PROTOCOL, What an
 * answer means). A client library repeats requests by itself, so "the condition failed" is
 * sometimes the echo of our own success.
 */
final class Settlement {
  private Settlement() {}

  static boolean isAlreadyIn(Transition transition, Row row, Reading reading) {
    if (transition instanceof Transition.Quarantine) {
      return row.text(Name.PHASE).filter(Phase.QUARANTINED.name()::equals).isPresent()
          && row.text(Name.UPDATED_AT).filter(Stamp.of(transition.at())::equals).isPresent();
    }
    return reading instanceof Job job && isAlreadyIn(transition, job);
  }

  private static boolean isAlreadyIn(Transition transition, Job job) {
    return switch (transition) {
      case Transition.Claim claim -> isHeldBy(claim.claimId(), job);
      case Transition.Renew renew ->
          isHeldBy(renew.basis().claimId(), job)
              && job.status() == renew.basis().status()
              && isLockedBy(renew, job);
      case Transition.Complete complete -> isEndedBy(complete.basis(), job);
      case Transition.Adopt adopt -> isEndedBy(adopt.basis(), job);
      case Transition.HandBack back -> isEndedBy(back.basis(), job);
      case Transition.Park park -> isEndedBy(park.basis(), job);
      case Transition.Hold hold ->
          hold.basis() instanceof Fence fence ? isEndedBy(fence, job) : isThisStep(hold, job);
      case Transition.Release release -> isThisStep(release, job);
      case Transition.Requeue requeue -> isThisStep(requeue, job);
      case Transition.ForceFail fail -> isThisStep(fail, job);
      case Transition.Rescue rescue -> isThisStep(rescue, job);
      case Transition.GiveUp giveUp -> isThisStep(giveUp, job);
      case Transition.Cancel cancel -> isThisStep(cancel, job);
      case Transition.Intend intend ->
          isHeldBy(intend.basis().claimId(), job)
              && job.openOrder().filter(intend.order()::isSameAs).isPresent();
      case Transition.Withdraw withdraw ->
          isHeldBy(withdraw.basis().claimId(), job) && job.marks().order() == null;
      case Transition.FindOrder found -> isThisStep(found, job);
      case Transition.FindNoOrder none -> isThisStep(none, job);
      case Transition.Conclude conclude -> isThisStep(conclude, job);
      case Transition.Unlock unlock ->
          job.tenure().lease() == null && job.state() == unlock.basis().state();
      case Transition.RequestCancel request ->
          job.marks().cancelRequestedAt() != null && job.state() == request.basis().state();
      case Transition.Quarantine _ -> false;
    };
  }

  /** The row still carries the claim, and nobody has changed its owner since. */
  private static boolean isHeldBy(ClaimId claimId, Job job) {
    return claimId.equals(job.tenure().claimId()) && job.tenure().isOurs();
  }

  /**
   * That we hold it does not prove that this very renewal has arrived; its lock does, or a later
   * one.
   */
  private static boolean isLockedBy(Transition.Renew renew, Job job) {
    Lease lock = job.tenure().lease();
    return lock != null
        && lock.stored().compareTo(Stamp.of(renew.lockFrom().plus(renew.lease()))) >= 0;
  }

  /** The claim has been ended, and it was this claim that was ended. */
  private static boolean isEndedBy(Fence fence, Job job) {
    return fence.claimId().equals(job.marks().resultClaimId());
  }

  /**
   * Changes without a claim leave no name, but the time at which they were decided: a step to the
   * same state that somebody else has made at that microsecond would have been the same step.
   */
  private static boolean isThisStep(Transition.OfBasis transition, Job job) {
    Long version = job.tenure().version();
    Instant updatedAt = job.history().updatedAt();
    return version != null
        && version == transition.basis().nextVersion()
        && transition.move().to().contains(job.state())
        && updatedAt != null
        && Stamp.of(updatedAt).equals(Stamp.of(transition.at()));
  }
}
