package delphi.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.ClaimId;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Fence;
import delphi.jobs.job.Job;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Results;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Stamp;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A change holds only for the row that it was decided on; version is the fencing token. */
public interface FenceContract extends TableUnderTest {
  @ParameterizedTest
  @EnumSource(Scene.class)
  default void aChangeIsRefusedOnceSomebodyElseHasBumpedTheVersion(Scene scene) {
    Transition change = scene.set(this, ARow.pending("j1"));
    script("j1", Map.of(Name.VERSION, new Attribute.Num(77)));

    isRefused(change);
  }

  @ParameterizedTest
  @EnumSource(Scene.class)
  default void aChangeIsRefusedOnceSomebodyElseHasSetTheStatus(Scene scene) {
    Transition change = scene.set(this, ARow.pending("j1"));
    script("j1", Name.STATUS, "LOCKED_FOR_CHECKING");

    isRefused(change);
  }

  @ParameterizedTest
  @EnumSource(
      value = Scene.class,
      names = {
        "RENEW",
        "COMPLETE",
        "COMPLETE_CANCELLED",
        "ADOPT",
        "HAND_BACK",
        "PARK",
        "HOLD_CLAIMED"
      })
  default void theHolderIsRefusedUnderAnotherClaim(Scene scene) {
    Transition change = scene.set(this, ARow.pending("j1"));
    script("j1", Name.CLAIM_ID, new ClaimId(2, UUID.randomUUID()).toString());

    isRefused(change);
  }

  @ParameterizedTest
  @EnumSource(
      value = Scene.class,
      names = {
        "CLAIM_PARKED",
        "HOLD",
        "REQUEUE",
        "FORCE_FAIL",
        "RESCUE",
        "GIVE_UP",
        "CONCLUDE",
        "CONCLUDE_ENDED"
      })
  default void whoRestsOnALockIsRefusedOnceItHasMoved(Scene scene) {
    Transition change = scene.set(this, ARow.pending("j1"));
    script("j1", Name.LOCK_EXPIRES_AT, Stamp.of(NOON.plusSeconds(7_777)));

    isRefused(change);
  }

  private void isRefused(Transition change) {
    Row before = row("j1");

    assertThat(store().apply(change)).isEqualTo(new Answer.Stale(store().find("j1").orElseThrow()));
    assertThat(row("j1")).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Scene.class)
  default void onlyAChangeOfOwnerOrStatusBumpsTheVersion(Scene scene) {
    Transition change = scene.set(this, ARow.pending("j1"));
    Attribute before = row("j1").get(Name.VERSION);
    store().apply(change);

    boolean isQuiet =
        Set.of(Scene.RENEW, Scene.REQUEST_CANCEL, Scene.INTEND, Scene.WITHDRAW, Scene.UNLOCK)
            .contains(scene);
    assertThat(before).isInstanceOf(Attribute.Num.class);
    long expected = ((Attribute.Num) before).decimal().longValueExact() + (isQuiet ? 0 : 1);
    assertThat(row("j1").get(Name.VERSION)).isEqualTo(new Attribute.Num(expected));
  }

  @Test
  default void afterARescueTheOldHolderCanWriteNothing() {
    Fence old = claimed(ARow.pending("j1"), "w1");
    apply(new Transition.Rescue(job("j1").seen(), "gone", NOON.plusSeconds(200)));
    apply(TableUnderTest.claim(job("j1"), "w1", NOON.plusSeconds(201)));
    Job newer = job("j1");

    isRefused(new Transition.Renew(old, LEASE, Notes.NONE, NOON.plusSeconds(202)));
    isRefused(
        new Transition.Complete(
            old, Ending.COMPLETED, Results.plainSuccess(), Notes.NONE, NOON.plusSeconds(203)));
    assertThat(job("j1")).isEqualTo(newer);
  }

  @Test
  default void aRescuerThatReadBeforeTheLastHeartbeatIsRefused() {
    Fence fence = claimed(ARow.pending("j1"), "w1");
    Transition rescue = new Transition.Rescue(job("j1").seen(), "gone", NOON.plusSeconds(200));
    apply(new Transition.Renew(fence, LEASE, Notes.NONE, NOON.plusSeconds(199)));

    isRefused(rescue);
    assertThat(job("j1").tenure().isOurs()).isTrue();
  }

  @Test
  default void aRenewalThatArrivesLateDoesNotTakeBackWhatANewerOneHasGiven() {
    Fence fence = claimed(ARow.pending("j1"), "w1");
    Transition late = new Transition.Renew(fence, LEASE, Notes.NONE, NOON.plusSeconds(20));
    Job newer = apply(new Transition.Renew(fence, LEASE, Notes.NONE, NOON.plusSeconds(100)));

    apply(late);

    assertThat(job("j1").tenure().lease()).isEqualTo(newer.tenure().lease());
  }

  @Test
  default void aJobThatItsScriptHasEndedIsRenewedAndAdoptedUnderTheStatusThatWasRead() {
    Fence fence = claimed(ARow.pending("j1"), "w1");
    script("j1", Name.STATUS, "FAILED");
    isRefused(new Transition.Renew(fence, LEASE, Notes.NONE, NOON));
    isRefused(
        new Transition.Complete(fence, Ending.COMPLETED, Results.plainSuccess(), Notes.NONE, NOON));

    Fence seen = fence.withStatus(Status.FAILED);
    apply(new Transition.Renew(seen, LEASE, Notes.NONE, NOON.plusSeconds(1)));
    Job adopted = apply(new Transition.Adopt(seen, Results.plainSuccess(), null, Notes.NONE, NOON));

    assertThat(adopted.status()).isEqualTo(Status.FAILED);
    assertThat(adopted.tenure().claimId()).isNull();
  }

  @Test
  default void aHeartbeatTellsOfAWishToCancel() {
    Fence fence = claimed(ARow.pending("j1"), "w1");
    apply(new Transition.RequestCancel(job("j1").seen(), NOON.plusSeconds(1)));

    Job renewed = apply(new Transition.Renew(fence, LEASE, Notes.NONE, NOON.plusSeconds(2)));

    assertThat(renewed.marks().cancelRequestedAt()).isEqualTo(NOON.plusSeconds(1));
  }
}
