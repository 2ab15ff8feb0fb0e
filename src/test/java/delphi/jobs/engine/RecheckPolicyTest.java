package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.Awaited;
import delphi.jobs.job.Batch;
import delphi.jobs.job.ClaimId;
import delphi.jobs.job.Config;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Fence;
import delphi.jobs.job.History;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.LogTail;
import delphi.jobs.job.Marks;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Outcome;
import delphi.jobs.job.Request;
import delphi.jobs.job.Results;
import delphi.jobs.job.Status;
import delphi.jobs.job.Tenure;
import delphi.jobs.job.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Waits, deadlines and limits of batches that are not done. */
class RecheckPolicyTest {
  private static final Instant NOW = TurnableTime.START;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final ClaimId CLAIM = new ClaimId(5, new UUID(1, 2));
  private static final Fence FENCE = new Fence("a", 5, CLAIM, Status.PROCESSING);
  private static final Batch CHECKED = new Batch("b1", "root");
  private static final Batch OWN = new Batch("b1", null);

  private final RecheckPolicy policy = new RecheckPolicy(RetrySettings.DEFAULT, new Random(1));

  @Test
  void waitsGrowByHalfFromAMinuteToAQuarterOfAnHourGiveOrTakeAFifth() {
    long[] seconds = {60, 90, 135, 202, 303, 455, 683, 900, 900};
    for (int checks = 0; checks < seconds.length; checks++) {
      Duration least = Duration.ofMillis(seconds[checks] * 799);
      Duration most = Duration.ofMillis((seconds[checks] + 1) * 1_200);
      Duration shortest = Duration.ofDays(1);
      Duration longest = Duration.ZERO;
      for (int draw = 0; draw < 500; draw++) {
        Duration wait = wait(notYet(null, job(CHECKED, checks, NOW)));
        assertThat(wait).isBetween(least, most);
        shortest = wait.compareTo(shortest) < 0 ? wait : shortest;
        longest = wait.compareTo(longest) > 0 ? wait : longest;
      }
      assertThat(shortest).isLessThan(Duration.ofMillis(seconds[checks] * 850));
      assertThat(longest).isGreaterThan(Duration.ofMillis(seconds[checks] * 1_150));
    }
  }

  @Test
  void theProvidersWishWinsWithinASecondAndAnHourAndBothAreTold() {
    Transition.Park seven = notYet(Duration.ofSeconds(7), job(CHECKED, 30, NOW));
    Transition.Park none = notYet(Duration.ofMillis(2), job(CHECKED, 30, NOW));
    Transition.Park days = notYet(Duration.ofHours(20), job(CHECKED, 30, NOW));

    assertThat(wait(seven)).isEqualTo(Duration.ofSeconds(7));
    assertThat(seven.reason()).doesNotContain("asked for");
    assertThat(wait(none)).isEqualTo(Duration.ofSeconds(1));
    assertThat(wait(days)).isEqualTo(HOUR);
    assertThat(days.reason()).contains("It asked for 72000 s and gets 3600 s.");
  }

  @Test
  void aProviderThatLikesToBeAskedDoesNotUseUpTheChecksBeforeTheDeadline() {
    Instant now = NOW;
    Job job = job(CHECKED, 0, NOW);
    int checks = 0;
    while (policy.notYet(
            new Outcome.StillProcessing(Duration.ofSeconds(60)), job, FENCE, Notes.NONE, now)
        instanceof Transition.Park park) {
      checks++;
      now = park.dueAt();
      job = job(CHECKED, checks, NOW);
    }

    assertThat(Duration.between(NOW, now)).isBetween(HOUR.multipliedBy(25), HOUR.multipliedBy(26));
    assertThat(checks).isBetween(150, 200);
  }

  @Test
  void theDeadlineCountsFromWhenTheCheckRowWasLeftAndEndsIt() {
    Instant left = NOW.minus(HOUR.multipliedBy(26)).plusSeconds(30);
    Transition.Park last = notYet(null, job(CHECKED, 50, left));

    assertThat(wait(last)).as("the last look is made at the deadline").isEqualTo(seconds(30));
    Transition.Complete end =
        (Transition.Complete)
            policy.notYet(
                new Outcome.StillProcessing(null, "Process exited with code 75"),
                job(CHECKED, 51, left),
                FENCE,
                Notes.NONE,
                NOW.plusSeconds(30));
    assertThat(end.ending()).isEqualTo(Ending.FAILED);
    assertThat(end.results().error())
        .isEqualTo(
            "Batch b1 is not known to be done 26 h after it was ordered, and 26 h are allowed; no"
                + " further check is made after 52 checks. The newest look: Process exited with"
                + " code 75");
  }

  @Test
  void aJobThatIsItsOwnCheckCountsFromItsOrderAndNotFromItsSubmission() {
    Transition.Park first = notYet(null, job(OWN, 0, NOW.minus(HOUR.multipliedBy(90))));

    assertThat(first.awaited()).isEqualTo(new Awaited("b1", null, NOW));
  }

  @Test
  void attemptsCountAnewAfterALook() {
    assertThat(notYet(null, job(CHECKED, 3, NOW)).attempt()).isZero();
  }

  @Test
  void anOrderedBatchWaitsForItsCheckForLongerThanThatLooks() {
    Transition.Park park = (Transition.Park) ordered("b1", "check", job(Batch.NONE, 0, NOW));

    assertThat(wait(park)).isEqualTo(HOUR.multipliedBy(26 + 1));
    assertThat(park.reason()).isEqualTo("Waits for batch b1, checked by job check.");
    assertThat(park.awaited()).isEqualTo(new Awaited("b1", "check", NOW));
  }

  @Test
  void anOrderedBatchThatNobodyChecksIsLookedAtByItsJobAfterTheFirstWait() {
    Transition.Park park = (Transition.Park) ordered("b1", null, job(Batch.NONE, 0, NOW));

    assertThat(wait(park)).isBetween(seconds(48), seconds(72));
    assertThat(park.reason()).isEqualTo("Waits for batch b1, checked by this job itself.");
  }

  @Test
  void atTheDeadlineAJobThatWaitsForItsCheckEnds() {
    Awaited awaited = new Awaited("b1", "check", NOW.minus(HOUR.multipliedBy(26)));

    assertThat(ordered("b1", "check", job(OWN, 1, NOW, awaited)))
        .isInstanceOfSatisfying(
            Transition.Complete.class, end -> assertThat(end.ending()).isEqualTo(Ending.FAILED));
  }

  private Transition ordered(String batch, @Nullable String check, Job job) {
    Outcome.Ordered outcome = new Outcome.Ordered(Results.plainSuccess(), batch, check);
    return policy.ordered(outcome, job, FENCE, Notes.NONE, NOW);
  }

  private Transition.Park notYet(@Nullable Duration asked, Job job) {
    return (Transition.Park)
        policy.notYet(new Outcome.StillProcessing(asked), job, FENCE, Notes.NONE, NOW);
  }

  private static Duration wait(Transition.Park park) {
    return Duration.between(NOW, park.dueAt());
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static Job job(Batch batch, int checks, Instant createdAt) {
    return job(batch, checks, createdAt, null);
  }

  private static Job job(Batch batch, int checks, Instant createdAt, @Nullable Awaited awaited) {
    return new Job(
        "a",
        JobType.BATCH_STATUS_CHECK,
        Status.PROCESSING,
        new Request("12", null, Config.EMPTY, Map.of(), 50, 3, null),
        batch,
        new Tenure(5L, "us", CLAIM, null, 2),
        new History(createdAt, NOW, NOW, null, null),
        new Marks(null, null, checks, null, null, null, awaited),
        LogTail.EMPTY,
        null,
        List.of());
  }
}
