package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.Batch;
import delphi.jobs.job.ClaimId;
import delphi.jobs.job.Config;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Fence;
import delphi.jobs.job.History;
import delphi.jobs.job.Job;
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
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final Instant NOW = TurnableTime.START;
  private static final ClaimId CLAIM = new ClaimId(5, new UUID(1, 2));
  private static final Fence FENCE = new Fence("a", 5, CLAIM, Status.PROCESSING);

  private final RetryPolicy policy = new RetryPolicy(RetrySettings.DEFAULT, new Random(1));

  @Test
  void successCompletes() {
    Results results = Results.plainSuccess();

    assertThat(after(new Outcome.Succeeded(results), job(1, 0)))
        .isEqualTo(new Transition.Complete(FENCE, Ending.COMPLETED, results, Notes.NONE, NOW));
  }

  @Test
  void aScriptsFailureIsFinalHoweverManyRetriesAreLeft() {
    Results results = Results.failure("no");

    assertThat(after(new Outcome.Failed(results), job(1, 0)))
        .isEqualTo(new Transition.Complete(FENCE, Ending.FAILED, results, Notes.NONE, NOW));
  }

  @Test
  void anInterruptedAttemptGoesBackUncounted() {
    assertThat(after(new Outcome.Interrupted("drain"), job(2, 0)))
        .isEqualTo(new Transition.HandBack(FENCE, 1, "drain", Notes.NONE, NOW));
  }

  @Test
  void whatMayHaveCostMoneyWaitsForAPerson() {
    Results results = Results.failure("perhaps paid").with("cpu_seconds", 7);

    assertThat(after(new Outcome.Unknown(results), job(1, 0)))
        .isEqualTo(new Transition.Hold(FENCE, "perhaps paid", results, Notes.NONE, NOW));
  }

  @Test
  void aPassingFailureWaitsLongerEachTimeAndKeepsTheAttempt() {
    Transition.Park first = park(after(new Outcome.Passing(Results.failure("busy")), job(1, 0)));
    Transition.Park third = park(after(new Outcome.Passing(Results.failure("busy")), job(3, 0)));

    assertThat(first.attempt()).isEqualTo(1);
    assertThat(first.reason()).contains("busy");
    assertThat(wait(first)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));
    assertThat(wait(third)).isBetween(Duration.ofSeconds(32), Duration.ofSeconds(48));
  }

  @Test
  void theLastPassingFailureIsFinal() {
    Results results = Results.failure("busy");

    assertThat(after(new Outcome.Passing(results), job(4, 0)))
        .isEqualTo(new Transition.Complete(FENCE, Ending.FAILED, results, Notes.NONE, NOW));
  }

  @Test
  void aCheckWaitsHalfLongerEachTimeUpToTheMostAndTheAttemptIsNotCounted() {
    Transition.Park first = park(after(new Outcome.StillProcessing(null), job(1, 0)));
    Transition.Park second = park(after(new Outcome.StillProcessing(null), job(1, 1)));
    Transition.Park late = park(after(new Outcome.StillProcessing(null), job(1, 100)));

    assertThat(first.attempt()).isZero();
    assertThat(first.recheckCount()).isEqualTo(1);
    assertThat(wait(first)).isBetween(Duration.ofSeconds(48), Duration.ofSeconds(72));
    assertThat(wait(second)).isBetween(Duration.ofSeconds(72), Duration.ofSeconds(108));
    assertThat(wait(late)).isBetween(Duration.ofMinutes(12), Duration.ofMinutes(18));
  }

  @Test
  void whatTheProviderAsksForWins() {
    Outcome outcome = new Outcome.StillProcessing(Duration.ofSeconds(7));

    assertThat(wait(park(after(outcome, job(1, 30))))).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void theLastAllowedCheckEndsTheJob() {
    Transition last = after(new Outcome.StillProcessing(null), job(1, 199));

    assertThat(last)
        .isInstanceOfSatisfying(
            Transition.Complete.class,
            complete -> {
              assertThat(complete.ending()).isEqualTo(Ending.FAILED);
              assertThat(complete.results().error()).contains("200 checks");
            });
  }

  private Transition after(Outcome outcome, Job job) {
    return policy.after(outcome, job, FENCE, Notes.NONE, NOW);
  }

  private static Transition.Park park(Transition transition) {
    assertThat(transition).isInstanceOf(Transition.Park.class);
    return (Transition.Park) transition;
  }

  private static Duration wait(Transition.Park park) {
    return Duration.between(NOW, park.dueAt());
  }

  private static Job job(int attempt, int rechecks) {
    return new Job(
        "a",
        PlainHandler.TYPE,
        Status.PROCESSING,
        new Request("12", null, Config.EMPTY, Map.of(), 50, 3, null),
        Batch.NONE,
        new Tenure(5L, "us", CLAIM, null, attempt),
        new History(NOW, NOW, NOW, null, null),
        new Marks(null, null, rechecks, null, null, null),
        LogTail.EMPTY,
        null,
        List.of());
  }
}
