package delphi.jobs.store;

import static delphi.jobs.store.TableUnderTest.claim;
import static delphi.jobs.store.TableUnderTest.storeOn;
import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.ClaimId;
import delphi.jobs.job.Fence;
import delphi.jobs.job.Job;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Seen;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Stamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A job is taken by one, and only as it was read. */
public interface ClaimContract extends TableUnderTest {
  int ROUNDS = 40;
  int CLAIMERS = 4;

  @Test
  default void ofClaimersAtOneTimeExactlyOneWins() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(CLAIMERS)) {
      for (int round = 0; round < ROUNDS; round++) {
        String id = "race-" + round;
        put(ARow.pending(id));
        Job seen = job(id);

        List<Answer> answers = new ArrayList<>();
        for (Future<Answer> answer : threads.invokeAll(claims(seen), 1, TimeUnit.MINUTES)) {
          answers.add(answer.get());
        }

        assertThat(answers).filteredOn(Answer.Applied.class::isInstance).as(id).hasSize(1);
        assertThat(answers).filteredOn(Answer.Stale.class::isInstance).as(id).hasSize(CLAIMERS - 1);
        assertThat(job(id).tenure().version()).isEqualTo(2);
        assertThat(answers).contains(new Answer.Applied(job(id)));
      }
    }
  }

  private List<Callable<Answer>> claims(Job seen) {
    CyclicBarrier start = new CyclicBarrier(CLAIMERS);
    List<Callable<Answer>> claims = new ArrayList<>();
    for (int worker = 0; worker < CLAIMERS; worker++) {
      Transition.Claim claim = claim(seen, "worker-" + worker, NOON);
      claims.add(() -> {
        start.await(1, TimeUnit.MINUTES);
        return storeOn(table()).apply(claim);
      });
    }
    return claims;
  }

  @Test
  default void aLostClaimIsAnAnswerThatShowsTheWinner() {
    put(ARow.pending("j1"));
    Job seen = job("j1");
    apply(claim(seen, "winner", NOON));

    assertThat(store().apply(claim(seen, "loser", NOON))).isEqualTo(new Answer.Stale(job("j1")));
    assertThat(job("j1").tenure().workerId()).isEqualTo("winner");
  }

  @Test
  default void oneWorkerThatClaimsTwiceWinsOnce() {
    put(ARow.pending("j1"));
    Job seen = job("j1");
    Transition.Claim first = claim(seen, "w1", NOON);
    apply(first);

    assertThat(store().apply(claim(seen, "w1", NOON))).isInstanceOf(Answer.Stale.class);
    assertThat(job("j1").tenure().claimId()).isEqualTo(first.claimId());
  }

  @Test
  default void aRowWithoutAVersionIsClaimedAndGetsOne() {
    put(ARow.pending("j1").without(Name.VERSION));
    Job seen = job("j1");
    apply(claim(seen, "winner", NOON));

    assertThat(job("j1").tenure().version()).isEqualTo(1);
    assertThat(job("j1").tenure().isOurs()).isTrue();
    assertThat(store().apply(claim(seen, "loser", NOON))).isInstanceOf(Answer.Stale.class);
  }

  @Test
  default void aRowForAnyoneToRecheckIsClaimed() {
    put(ARow.pending("j1").text(Name.STATUS, "AWAITING_RECHECK"));

    assertThat(apply(claim(job("j1"), "w1", NOON)).state()).isEqualTo(State.PROCESSING);
  }

  @Test
  default void aRowThatIsNotThereIsStaleWithNothingToShowAndIsNotMade() {
    Seen never = new Seen("j1", State.PENDING, Status.PENDING, null, null);
    ClaimId claimId = new ClaimId(never.nextVersion(), UUID.randomUUID());

    assertThat(
            store()
                .apply(
                    new Transition.Claim(
                        never, "w1", claimId, LEASE, 1, null, Notes.NONE, NOON, NOON)))
        .isEqualTo(new Answer.Stale(null));
    assertThat(table().get("j1")).isEmpty();
  }

  @Test
  default void aStatusThatAScriptHasSetSinceBarsTheClaim() {
    put(ARow.pending("j1"));
    Transition.Claim claim = claim(job("j1"), "w1", NOON);
    script("j1", Name.STATUS, "FAILED");

    assertThat(store().apply(claim)).isEqualTo(new Answer.Stale(job("j1")));
  }

  @Test
  default void aWishToCancelBarsTheClaim() {
    put(ARow.pending("j1"));
    Transition.Claim claim = claim(job("j1"), "w1", NOON);
    script("j1", Name.CANCEL_REQUESTED_AT, Stamp.of(NOON));

    assertThat(store().apply(claim)).isInstanceOf(Answer.Stale.class);
    assertThat(job("j1").state()).isEqualTo(State.PENDING);
  }

  @Test
  default void aParkedRowIsClaimedWithTheLockThatWasRead() {
    Job parked = parked("j1");
    Transition.Claim tooEarly = claim(parked, "w1", NOON);
    String later = Stamp.of(NOON.plus(Duration.ofHours(1)));
    script("j1", Name.LOCK_EXPIRES_AT, later);

    assertThat(store().apply(tooEarly)).isInstanceOf(Answer.Stale.class);
    assertThat(apply(claim(job("j1"), "w1", NOON)).state()).isEqualTo(State.PROCESSING);
  }

  @Test
  default void aParkedRowThatAnotherHasClaimedSinceIsLost() {
    Job parked = parked("j1");
    apply(claim(parked, "w1", NOON));

    assertThat(store().apply(claim(parked, "w2", NOON))).isInstanceOf(Answer.Stale.class);
  }

  /** A row that was claimed and laid aside for a minute. */
  default Job parked(String id) {
    Fence fence = claimed(ARow.pending(id), "w0");
    return apply(
        new Transition.Park(
            fence, NOON.plus(Duration.ofMinutes(1)), 0, 1, "not yet", Notes.NONE, NOON));
  }

  @Test
  default void aVersionInAnotherNotationIsTheSameNumber() {
    put(ARow.pending("j1").with(Name.VERSION, new Attribute.Num("3.0")));

    assertThat(apply(claim(job("j1"), "w1", NOON)).tenure().version()).isEqualTo(4);
  }
}
