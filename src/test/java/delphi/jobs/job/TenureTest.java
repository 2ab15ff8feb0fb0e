package delphi.jobs.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose a row is, and for how long. */
class TenureTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void aRowIsOursWhileTheClaimIsTheNewestChange() {
    assertThat(tenure(7L, 7L).isOurs()).isTrue();
  }

  @Test
  void aClaimThatWasOvertakenIsNotOurs() {
    assertThat(tenure(8L, 7L).isOurs()).as("taken over by another poller").isFalse();
    assertThat(tenure(6L, 7L).isOurs()).as("set back by hand").isFalse();
    assertThat(tenure(null, 7L).isOurs()).as("version removed").isFalse();
    assertThat(tenure(7L, null).isOurs()).as("never claimed by us").isFalse();
  }

  @Test
  void theNextVersionFollowsWhateverIsThere() {
    assertThat(tenure(7L, null).nextVersion()).isEqualTo(8);
    assertThat(tenure(null, null).nextVersion()).isEqualTo(1);
    assertThat(Tenure.NEW.nextVersion()).isEqualTo(2);
    assertThat(new Seen("j1", State.PENDING, Status.PENDING, null, null).nextVersion())
        .isEqualTo(1);
    assertThat(new Seen("j1", State.PENDING, Status.PENDING, 7L, null).nextVersion()).isEqualTo(8);
  }

  @Test
  void aLeaseExpiresAfterItsTimeAndNotAtIt() {
    Lease lease = new Lease("noon", NOON);

    assertThat(lease.expiredAt(NOON.minusNanos(1))).isFalse();
    assertThat(lease.expiredAt(NOON)).isFalse();
    assertThat(lease.expiredAt(NOON.plusNanos(1))).isTrue();
  }

  @Test
  void aLeaseThatIsNoTimeNeverExpires() {
    assertThat(new Lease("soon", null).expiredAt(Instant.MAX)).isFalse();
  }

  @Test
  void whatWasSeenOfAJobIsItsLockAsStored() {
    Tenure tenure = new Tenure(7L, null, null, new Lease("noon", NOON), 1);
    Job job = Jobs.of("j1", Status.PENDING, tenure, Marks.NONE);

    assertThat(job.seen()).isEqualTo(new Seen("j1", State.PENDING, Status.PENDING, 7L, "noon"));
    assertThat(Jobs.pending("j1", 7L, 0).seen().lock()).isNull();
  }

  @Test
  void anAttemptEndsWhenItsTimeIsUp() {
    History started = new History(null, NOON, null, null, null);

    assertThat(started.attemptEndsAt(Duration.ofHours(1))).isEqualTo(NOON.plusSeconds(3600));
    assertThat(new History(NOON, null, NOON, NOON, null).attemptEndsAt(Duration.ofHours(1)))
        .isNull();
  }

  private static Tenure tenure(@Nullable Long version, @Nullable Long claimed) {
    ClaimId claimId = claimed == null ? null : new ClaimId(claimed, new UUID(1, 2));
    return new Tenure(version, "w1", claimId, null, 1);
  }
}
