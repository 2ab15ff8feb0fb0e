package delphi.jobs.store;

import static delphi.jobs.store.TableUnderTest.claim;
import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.Ending;
import delphi.jobs.job.Fence;
import delphi.jobs.job.Job;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Results;
import delphi.jobs.job.State;
import delphi.jobs.job.Transition;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Stamp;
import delphi.jobs.store.row.Written;
import org.junit.jupiter.api.Test;

/** Two fleets share one table: the older pollers' writes and ours exclude each other. */
public interface OldPollerContract extends TableUnderTest {
  String LOCAL = "2026-11-22T13:00:00.123456";

  @Test
  default void aSeedPollersClaimExcludesOurs() {
    put(ARow.pending("j1"));
    Transition ours = claim(job("j1"), "w1", NOON);
    theirs(OldPollers.seedClaim("j1", 1, "old", LOCAL));

    assertThat(store().apply(ours)).isEqualTo(new Answer.Stale(job("j1")));
    assertThat(job("j1").tenure().isOurs()).isFalse();
    assertThat(job("j1").tenure().lease()).isNull();
  }

  @Test
  default void ourClaimExcludesASeedPollers() {
    Fence fence = claimed(ARow.pending("j1"), "w1");

    refused(OldPollers.seedClaim("j1", 1, "old", LOCAL));
    refused(OldPollers.seedClaim("j1", 2, "old", LOCAL));
    assertThat(job("j1").tenure().claimId()).isEqualTo(fence.claimId());
  }

  @Test
  default void aNewerOldPollersClaimExcludesOursAndOursTheirs() {
    put(ARow.pending("j1"));
    Transition ours = claim(job("j1"), "w1", NOON);
    theirs(OldPollers.newerClaim("j1", 1, "old", NOON));
    assertThat(store().apply(ours)).isInstanceOf(Answer.Stale.class);

    claimed(ARow.pending("j2"), "w1");
    refused(OldPollers.newerClaim("j2", 1, "old", NOON));
  }

  @Test
  default void whoTakesOverARowOfOursLeavesAClaimThatIsKnownToBeOvertaken() {
    Fence ours = claimed(ARow.pending("j1"), "w1");
    theirs(OldPollers.newerClaim("j1", 2, "old", NOON.plusSeconds(600)));

    Job taken = job("j1");
    assertThat(taken.tenure().claimId()).isEqualTo(ours.claimId());
    assertThat(taken.tenure().isOurs()).isFalse();
    assertThat(taken.tenure().workerId()).isEqualTo("old");
    isLost(ours);
  }

  @Test
  default void aSeedPollersBatchCheckTakesTheRowFromUnderUs() {
    Fence ours = claimed(ARow.pending("j1").text(Name.JOB_TYPE, "NARRATIVE_BATCH"), "w1");
    theirs(OldPollers.seedBatchCheck("j1", 2, "old", LOCAL));

    assertThat(job("j1").tenure().isOurs()).isFalse();
    isLost(ours);
  }

  private void isLost(Fence ours) {
    assertThat(store().apply(new Transition.Renew(ours, LEASE, Notes.NONE, NOON)))
        .isEqualTo(new Answer.Stale(job("j1")));
    Results results = Results.plainSuccess();
    assertThat(
            store()
                .apply(new Transition.Complete(ours, Ending.COMPLETED, results, Notes.NONE, NOON)))
        .isInstanceOf(Answer.Stale.class);
  }

  @Test
  default void aParkedRowThatAnOldPollerHasTakenIsNoLongerParked() {
    Fence fence = claimed(ARow.pending("j1"), "w1");
    apply(new Transition.Park(fence, NOON.plusSeconds(60), 0, 1, "not yet", Notes.NONE, NOON));
    assertThat(job("j1").state()).isEqualTo(State.PARKED);

    theirs(OldPollers.newerClaim("j1", 3, "old", NOON.plusSeconds(90)));

    assertThat(job("j1").state()).isEqualTo(State.PROCESSING);
    assertThat(job("j1").tenure().isOurs()).isFalse();
  }

  @Test
  default void aHeldRowIsNotTakenBySeedPollers() {
    put(ARow.pending("j1"));
    apply(new Transition.Hold(job("j1").seen(), "wait", Notes.NONE, NOON));

    refused(OldPollers.seedClaim("j1", 2, "old", LOCAL));
    assertThat(job("j1").tenure().lease()).isNotNull();
    assertThat(row("j1").text(Name.LOCK_EXPIRES_AT)).contains(Stamp.NEVER);
  }

  @Test
  default void whatAnOldPollerEndsIsReadAsEnded() {
    put(ARow.pending("j1"));
    theirs(OldPollers.seedClaim("j1", 1, "old", LOCAL));
    theirs(OldPollers.seedLog("j1", 2, "{\"entries\": []}", LOCAL));
    theirs(OldPollers.seedComplete("j1", 3, LOCAL));

    assertThat(job("j1").state()).isEqualTo(State.COMPLETED);
    assertThat(job("j1").oddities()).isEmpty();
  }

  @Test
  default void aRowOfOursThatWasRescuedIsAPlainOneForOldPollers() {
    claimed(ARow.pending("j1"), "w1");
    apply(new Transition.Rescue(job("j1").seen(), "gone", NOON.plusSeconds(200)));

    theirs(OldPollers.seedClaim("j1", 3, "old", LOCAL));
    assertThat(job("j1").state()).isEqualTo(State.PROCESSING);
  }

  private void theirs(Change change) {
    assertThat(table().write(change)).isInstanceOf(Written.Done.class);
  }

  private void refused(Change change) {
    assertThat(table().write(change)).isInstanceOf(Written.ConditionFailed.class);
  }
}
