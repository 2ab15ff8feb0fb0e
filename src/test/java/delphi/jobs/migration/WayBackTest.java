package delphi.jobs.migration;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Move;
import delphi.jobs.job.Transition;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowFixture;
import delphi.jobs.store.row.RowReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a way back does with each kind of row, and what older pollers would do with it then. */
class WayBackTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String LONG_AGO = "2026-11-22T11:00:00.000000+00:00";
  private static final String JUST_NOW = "2026-11-22T11:59:45.000000+00:00";
  private static final String LATER = "2026-11-22T12:30:00.000000+00:00";
  private static final RowReader READER = new RowReader(ZoneOffset.UTC);
  private static final OldRules RULES = new OldRules(READER);

  @Test
  void aParkedJobThatIsDueGoesBackToTheQueue() {
    Proof proof = proof(parked(LONG_AGO), way());

    assertStep(proof, Step.Kind.GIVEN_BACK, Move.REQUEUE);
    assertThat(proof.seedAfter()).isInstanceOf(Prospect.AtOnce.class);
    assertThat(proof.newerAfter()).isInstanceOf(Prospect.AtOnce.class);
  }

  @Test
  void aParkedJobThatIsNotDueKeepsItsLockUnlessItIsWantedAtOnce() {
    Proof kept = proof(parked(LATER), way());
    Proof atOnce = proof(parked(LATER), way(Set.of(), true));

    assertStep(kept, Step.Kind.LEFT, null);
    assertThat(kept.newerAfter()).isEqualTo(new Prospect.At(Instant.parse("2026-11-22T12:30:00Z")));
    assertThat(kept.seedAfter()).isInstanceOf(Prospect.Never.class);
    assertStep(atOnce, Step.Kind.GIVEN_BACK, Move.REQUEUE);
  }

  @Test
  void aHeldJobIsGivenBackOnlyByItsId() {
    ARow held = parked("9999-12-31T23:59:59.000000+00:00").text("phase", "HELD");

    Proof kept = proof(held, way(Set.of("other"), true));
    Proof asked = proof(held, way(Set.of("j"), false));

    assertStep(kept, Step.Kind.KEPT_HELD, null);
    assertThat(kept.newerAfter()).isInstanceOf(Prospect.Never.class);
    assertStep(asked, Step.Kind.GIVEN_BACK, Move.RELEASE);
  }

  @Test
  void whatADeadPollerOfOursHasIsFreedAndWhatALiveOneHasIsNot() {
    assertStep(proof(ours(LONG_AGO), way()), Step.Kind.GIVEN_BACK, Move.RESCUE);
    assertStep(proof(ours(JUST_NOW), way()), Step.Kind.ALIVE, null);
    assertStep(proof(ours(LATER), way()), Step.Kind.ALIVE, null);
  }

  @Test
  void whatMayHaveSpentMoneyIsLockedAwayFromAPollerThatWouldRunItAgain() {
    Proof proof = proof(ours(LONG_AGO).text("job_type", "CREATE_NARRATIVE_BATCH"), way());

    assertThat(proof.newerBefore()).isInstanceOf(Prospect.AtOnce.class);
    assertStep(proof, Step.Kind.KEPT_HELD, Move.HOLD);
    assertThat(proof.newerAfter()).isInstanceOf(Prospect.Never.class);
  }

  @Test
  void anOrderOfWhichNobodyKnowsIsLockedAwayEvenWhileItWaits() {
    ARow waiting =
        ARow.pending("j")
            .text("job_type", "CREATE_NARRATIVE_BATCH")
            .text("order_marker", "delphi-0123")
            .text("order_open_since", LONG_AGO);
    boolean isOpen = ((Job) READER.read(waiting.row())).openOrder().isPresent();

    Proof proof = proof(waiting, way(Set.of("j"), true));

    assertThat(isOpen).as("the row says that an order is open").isTrue();
    assertStep(proof, Step.Kind.KEPT_HELD, Move.HOLD);
  }

  @Test
  void aRootWhoseBatchIsOrderedIsNotGivenToAPollerThatWouldOrderAnother() {
    for (String type : new String[] {"CREATE_NARRATIVE_BATCH", "NARRATIVE_BATCH"}) {
      boolean isBoughtAgain = type.startsWith("CREATE");
      Step.Kind kind = isBoughtAgain ? Step.Kind.KEPT_HELD : Step.Kind.GIVEN_BACK;
      WayBack any = new WayBack(_ -> true, Set.of("j"), true, Duration.ofSeconds(30), NOON);

      assertThat(proof(ordered(parked(LATER), type), any).step().kind()).isEqualTo(kind);
      assertThat(proof(ordered(ours(LONG_AGO), type), any).step().kind()).isEqualTo(kind);
      assertThat(proof(ordered(parked(LATER).text("phase", "HELD"), type), any).step().kind())
          .isEqualTo(kind);
      assertThat(proof(ordered(ARow.pending("j"), type), any).step().kind())
          .isEqualTo(isBoughtAgain ? kind : Step.Kind.LEFT);
    }
  }

  private static ARow ordered(ARow row, String type) {
    return row.text("job_type", type).text("batch_id", "batch-7");
  }

  @Test
  void whatWasToBeCancelledOrHasNoAttemptsLeftEnds() {
    ARow unwanted = parked(LATER).text("cancel_requested_at", LONG_AGO);

    assertStep(proof(unwanted, way()), Step.Kind.ENDED, Move.CANCEL);
    assertStep(
        proof(ours(LONG_AGO).text("cancel_requested_at", LONG_AGO), way()),
        Step.Kind.ENDED,
        Move.GIVE_UP);
    assertStep(proof(ours(LONG_AGO).number("attempt", 4), way()), Step.Kind.ENDED, Move.GIVE_UP);
  }

  @Test
  void theLockOfADeadPollerGoesFromAJobThatItsScriptHasEnded() {
    Proof dead = proof(ours(LONG_AGO).text("status", "COMPLETED"), way());
    Proof alive = proof(ours(LATER).text("status", "FAILED"), way());
    ARow theirs = ours(LONG_AGO).text("status", "COMPLETED").number("version", 9);

    assertThat(dead.newerBefore()).isInstanceOf(Prospect.AtOnce.class);
    assertStep(dead, Step.Kind.ENDED, Move.UNLOCK);
    assertThat(dead.newerAfter()).isInstanceOf(Prospect.Never.class);
    assertStep(alive, Step.Kind.ALIVE, null);
    assertStep(proof(theirs, way()), Step.Kind.LEFT, null);
  }

  @Test
  void whatOthersHaveAndWhatWaitsOrHasEndedIsLeftAsItIs() {
    ARow theirs = ARow.pending("j").text("status", "PROCESSING").text("worker_id", "w");

    assertStep(proof(theirs, way()), Step.Kind.LEFT, null);
    assertStep(proof(theirs.text("lock_expires_at", LATER), way()), Step.Kind.LEFT, null);
    assertStep(proof(ARow.pending("j"), way()), Step.Kind.LEFT, null);
    assertStep(proof(ARow.pending("j").text("status", "COMPLETED"), way()), Step.Kind.LEFT, null);
  }

  @Test
  void noRowOfAnyWriterIsLeftInAStateThatItShouldNotBeIn() {
    for (boolean atOnce : new boolean[] {false, true}) {
      for (RowFixture fixture : RowFixture.all()) {
        WayBack way = way(Set.of(fixture.row().jobId()), atOnce);
        Step step = way.of(fixture.row(), READER.read(fixture.row()));
        Proof proof = Proof.of(step, RULES, NOON);
        boolean hasKeys =
            READER.read(fixture.row()) instanceof Job job && job.tenure().version() != null;

        if (hasKeys && step.change() != null) {
          assertThat(proof.objection()).as(fixture.name()).isEmpty();
        }
      }
    }
  }

  @Test
  void aProofObjectsToWhatIsNotAsItShouldBe() {
    Row held = parked(LONG_AGO).row();
    Step step = new Step(held, null, Step.Kind.KEPT_HELD, null, "");
    Step given = new Step(parked(LATER).row(), null, Step.Kind.GIVEN_BACK, null, "");
    Step ended = new Step(ARow.pending("j").row(), null, Step.Kind.ENDED, null, "");

    assertThat(Proof.of(step, RULES, NOON).objection()).isPresent();
    assertThat(Proof.of(given, RULES, NOON).objection()).isPresent();
    assertThat(Proof.of(ended, RULES, NOON).objection()).isPresent();
  }

  private static void assertStep(Proof proof, Step.Kind kind, @Nullable Move move) {
    assertThat(proof.step().kind()).isEqualTo(kind);
    Transition change = proof.step().change();
    assertThat(change == null ? null : change.move()).isEqualTo(move);
    assertThat(proof.objection()).isEmpty();
  }

  private static WayBack way() {
    return way(Set.of(), false);
  }

  private static WayBack way(Set<String> release, boolean atOnce) {
    return new WayBack(
        job -> job.type().equals(JobType.FULL_PIPELINE),
        release,
        atOnce,
        Duration.ofSeconds(30),
        NOON);
  }

  private static Proof proof(ARow row, WayBack way) {
    return Proof.of(way.of(row.row(), READER.read(row.row())), RULES, NOON);
  }

  private static ARow parked(String lock) {
    return ARow.pending("j")
        .text("status", "PROCESSING")
        .text("phase", "PARKED")
        .number("version", 4)
        .text("lock_expires_at", lock);
  }

  private static ARow ours(String lock) {
    return ARow.pending("j")
        .text("status", "PROCESSING")
        .text("worker_id", "delphi-host-1-abcd")
        .number("version", 2)
        .number("attempt", 1)
        .text("claim_id", "2.00000000-0000-0001-0000-000000000002")
        .text("lock_expires_at", lock);
  }
}
