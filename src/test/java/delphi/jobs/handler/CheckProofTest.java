package delphi.jobs.handler;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Outcome;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Results;
import delphi.jobs.job.Status;
import delphi.jobs.job.Unreadable;
import delphi.jobs.process.Output;
import delphi.jobs.process.ProcessResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When the exit code 0 of a check is believed, and what is told when it is not. */
class CheckProofTest {
  private static final JobBuilder ROOT =
      JobBuilder.of(JobType.CREATE_NARRATIVE_BATCH).id("root-1").report("r1").batch("b1", null);

  @Test
  void aRootThatTheScriptHasEndedIsProof() {
    for (Status end : List.of(Status.COMPLETED, Status.FAILED)) {
      assertThat(judged(ROOT.build(), ROOT.status(end).build()))
          .isInstanceOf(Outcome.Succeeded.class);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"PENDING", "PROCESSING", "AWAITING_RECHECK", "LOCKED_FOR_CHECKING"})
  void aRootThatWasLeftAsItWasIsNone(Status status) {
    assertThat(error(judged(ROOT.build(), ROOT.status(status).build())))
        .isEqualTo("The script ended with 0 but did not end job root-1, which is " + status);
  }

  @Test
  void theUsualReasonsAreNamed() {
    JobBuilder bare = JobBuilder.of(JobType.CREATE_NARRATIVE_BATCH).id("root-1");

    assertThat(error(judged(bare.build(), bare.build())))
        .endsWith("PROCESSING and has no report_id, without which nothing can be stored");
    assertThat(error(judged(bare.build(), bare.report("r1").build())))
        .endsWith("PROCESSING and has no batch_id");
  }

  @Test
  void aRootThatIsNotThereIsNone() {
    assertThat(error(judged(null, null)))
        .isEqualTo("The script ended with 0 but did not find job root-1: there is no such row");
  }

  @Test
  void aRootThatHadEndedBeforeIsProofUnlessNothingCouldBeStoredForIt() {
    Job ended = ROOT.status(Status.COMPLETED).build();
    Job without =
        JobBuilder.of(JobType.NARRATIVE_BATCH).id("root-1").status(Status.COMPLETED).build();

    assertThat(judged(ended, ended)).isInstanceOf(Outcome.Succeeded.class);
    assertThat(error(judged(without, without)))
        .contains("did not change job root-1", "no report_id");
    assertThat(judged(ROOT.build(), without)).isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void aRowThatCannotBeReadIsBelievedByItsStatusAlone() {
    assertThat(judged(null, unreadable("COMPLETED"))).isInstanceOf(Outcome.Succeeded.class);
    assertThat(error(judged(null, unreadable("PROCESSING")))).contains("cannot be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ended", "completed", "EXPIRED"})
  void whereTheTableIsOutOfReachTheChannelTellsTheEnd(String word) {
    assertThat(judged(ROOT.build(), ROOT.build(), Map.of("batch_status", word)))
        .isInstanceOf(Outcome.Succeeded.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"in_progress", "Validating", "canceling"})
  void aBatchThatGoesOnIsNotAnEnd(String word) {
    assertThat(judged(ROOT.build(), ROOT.build(), Map.of("batch_status", word)))
        .isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void aCheckThatNamesNeitherRootNorBatchIsBelieved() {
    Job check = JobBuilder.of(JobType.BATCH_STATUS_CHECK).build();

    assertThat(new BatchStatusHandler(settings()).rootOf(check)).isEmpty();
    assertThat(judgedBy(check, Heard.NOTHING)).isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void whatIsKnownOfTheProcessIsKeptWithTheFailure() {
    Outcome outcome = judged(ROOT.build(), ROOT.build());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.results().returnCode()).isZero();
              assertThat(failed.results().outputSummary()).isEqualTo("out 1");
            });
  }

  private static Outcome judged(@Nullable Reading before, @Nullable Reading after) {
    return judged(before, after, Map.of());
  }

  private static Outcome judged(
      @Nullable Reading before, @Nullable Reading after, Map<String, String> said) {
    Job check = JobBuilder.of(JobType.AWAITING_NARRATIVE_BATCH).batch("b1", "root-1").build();
    Root root = new Root("root-1", before, after);
    return judgedBy(check, new Heard(null, said, List.of(), root));
  }

  private static Outcome judgedBy(Job check, Heard heard) {
    ProcessResult result =
        new ProcessResult(
            new ProcessResult.End.Exited(0),
            new Output(List.of("out 1"), 0, 0),
            Output.EMPTY,
            Duration.ZERO,
            true);
    return new BatchStatusHandler(settings()).judge(check, result, heard);
  }

  private static @Nullable String error(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    Results results = ((Outcome.Failed) outcome).results();
    return results.error();
  }

  private static Unreadable unreadable(String status) {
    return new Unreadable("root-1", status, "1", List.of("conversation_id is missing."));
  }

  private static HandlerSettings settings() {
    return HandlerSettings.defaults(Map.of());
  }
}
