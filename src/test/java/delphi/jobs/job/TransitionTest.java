package delphi.jobs.job;

import static delphi.jobs.job.Transitions.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a transition checks beyond {@link Move}. */
class TransitionTest {
  private static final Duration LEASE = Duration.ofMinutes(2);

  @Test
  void aClaimIsBoundToTheVersionThatItWrites() {
    Seen seen = new Seen("j1", State.PENDING, Status.PENDING, 4L, null);
    ClaimId another = new ClaimId(6, new UUID(1, 2));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Transition.Claim(seen, "w1", another, LEASE, 1, null, Notes.NONE, NOON, NOON))
        .withMessage("claim id " + another + " is not of this claim");
  }

  @Test
  void aClaimOfAJobCountsItsAttemptAndGivesItsFence() {
    Job job = Jobs.pending("j1", 4L, 2);
    Transition.Claim claim = Transition.Claim.of(job, "w1", new UUID(1, 2), LEASE, NOON);

    assertThat(claim.attempt()).isEqualTo(3);
    assertThat(claim.jobId()).isEqualTo("j1");
    assertThat(claim.fence())
        .isEqualTo(new Fence("j1", 5, new ClaimId(5, new UUID(1, 2)), Status.PROCESSING));
  }

  @Test
  void aClaimOfAJobWithoutAVersionBeginsToCount() {
    Job job = Jobs.pending("j1", null, 0);
    Transition.Claim claim = Transition.Claim.of(job, "w1", new UUID(1, 2), LEASE, NOON);

    assertThat(claim.claimId().version()).isEqualTo(1);
  }

  @Test
  void aJobThatIsGivenUpHasNotCompleted() {
    Seen seen = new Seen("j1", State.PROCESSING, Status.PROCESSING, 4L, "x");

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Transition.GiveUp(seen, Ending.COMPLETED, Results.plainSuccess(), NOON));
  }

  @Test
  void aFenceFollowsTheStatusThatAScriptHasSet() {
    Fence fence = new Fence("j1", 5, new ClaimId(5, new UUID(1, 2)), Status.PROCESSING);

    assertThat(fence.state()).isEqualTo(State.PROCESSING);
    assertThat(fence.nextVersion()).isEqualTo(6);
    assertThat(fence.withStatus(Status.FAILED).state()).isEqualTo(State.FAILED);
  }
}
