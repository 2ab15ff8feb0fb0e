package delphi.jobs.store;

import delphi.jobs.job.Fence;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Transition;
import java.time.Instant;
import java.util.List;

/**
 * How an attempt has ended, with everything that is needed to write it again after a crash.
 *
 * @param keptAt when it was put into the spool; the older one is written first
 * @param followers jobs that have to be in the table before the end is, in order
 * @param end the change that ends the claim
 */
public record SpooledEnd(Instant keptAt, List<NewJob> followers, Transition.Noted end) {
  public SpooledEnd {
    followers = List.copyOf(followers);
    if (!(end.basis() instanceof Fence)) {
      throw new IllegalArgumentException(end.move() + " of " + end.jobId() + " ends no claim");
    }
  }

  /** A name that no other end has: that of the claim that it ends. */
  public String name() {
    return fence().claimId().toString();
  }

  public Fence fence() {
    return (Fence) end.basis();
  }

  public String jobId() {
    return end.jobId();
  }
}
