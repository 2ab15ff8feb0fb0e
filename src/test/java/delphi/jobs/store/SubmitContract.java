package delphi.jobs.store;

import static delphi.jobs.store.TableUnderTest.jobOf;
import static delphi.jobs.store.TableUnderTest.storeOn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import delphi.jobs.job.Batch;
import delphi.jobs.job.Config;
import delphi.jobs.job.Fence;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.LogEntry;
import delphi.jobs.job.LogTail;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Request;
import delphi.jobs.job.Tenure;
import delphi.jobs.job.Transition;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Name;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A job enters the table once, as it was asked for. */
public interface SubmitContract extends TableUnderTest {
  NewJob ASKED =
      new NewJob(
          "j1",
          JobType.NARRATIVE_BATCH,
          new Request(
              "42",
              "r7",
              new Config(Map.of("stages", List.of(Map.of("stage", "NARRATIVE_BATCH")))),
              Map.of("NARRATIVE_BATCH_MODEL", "m"),
              7,
              1,
              Duration.ofMinutes(10)),
          new Batch("batch-1", "root-1"),
          "tester");

  @Test
  default void whatIsReadIsWhatWasAskedFor() {
    Job accepted = accepted(store().submit(ASKED, NOON));

    assertThat(accepted).isEqualTo(job("j1"));
    assertThat(accepted.type()).isEqualTo(ASKED.type());
    assertThat(accepted.request()).isEqualTo(ASKED.request());
    assertThat(accepted.batch()).isEqualTo(ASKED.batch());
    assertThat(accepted.tenure()).isEqualTo(Tenure.NEW);
    assertThat(accepted.history().createdAt()).isEqualTo(NOON);
    assertThat(accepted.oddities()).isEmpty();
    assertThat(row("j1").text(Name.CREATED_BY)).contains("tester");
  }

  @Test
  default void anIdIsStoredOnce() {
    accepted(store().submit(ASKED, NOON));
    Job first = job("j1");

    assertThat(store().submit(ASKED, NOON.plusSeconds(1)))
        .isEqualTo(new Submitted.AlreadyThere(first));
    assertThat(job("j1")).isEqualTo(first);
  }

  @Test
  default void aRepeatOfOurOwnSubmissionIsAccepted() {
    LossyTable lossy = new LossyTable(table());
    lossy.loseNext(LossyTable.Loss.REPEATED);

    assertThat(jobOf(acceptedBy(storeOn(lossy)))).isEqualTo(job("j1"));
  }

  @Test
  default void aLostAnswerIsUnclearAndTheSameAgainIsAccepted() {
    LossyTable lossy = new LossyTable(table());
    lossy.loseNext(LossyTable.Loss.ANSWER);
    JobStore store = storeOn(lossy);

    assertThat(store.submit(ASKED, NOON)).isInstanceOf(Submitted.Unclear.class);
    assertThat(acceptedBy(store)).isEqualTo(job("j1"));
  }

  private static Job acceptedBy(JobStore store) {
    return accepted(store.submit(ASKED, NOON));
  }

  private static Job accepted(Submitted answer) {
    return jobOf(assertThat(answer).asInstanceOf(type(Submitted.Accepted.class)).actual().job());
  }

  @Test
  default void aJobThatIsTooLargeIsNotAccepted() {
    Request request = new Request("42", null, config("x".repeat(500_000)), Map.of(), 50, 3, null);
    NewJob large = new NewJob("j1", JobType.FULL_PIPELINE, request, Batch.NONE, "tester");

    assertThat(store().submit(large, NOON))
        .asInstanceOf(type(Submitted.NotAccepted.class))
        .satisfies(answer -> assertThat(answer.remedy()).contains("config"));
    assertThat(store().find("j1")).isEmpty();
  }

  private static Config config(String text) {
    return new Config(Map.of("text", text));
  }

  @Test
  default void aChangeThatMakesTheRowTooLargeIsToldAndAShorterOneFits() {
    ARow nearlyFull = ARow.pending("j1").text("x", "x".repeat(400_000));
    Fence fence = claimed(nearlyFull, "w1");
    LogEntry line = new LogEntry(NOON, LogEntry.Level.INFO, "x".repeat(2_000));
    Notes long12k =
        new Notes(
            LogTail.EMPTY.plus(List.of(line, line, line, line, line, line)), null, Map.of(), null);

    assertThat(store().apply(new Transition.Renew(fence, LEASE, long12k, NOON)))
        .isInstanceOf(Answer.TooLarge.class);
    assertThat(store().apply(new Transition.Renew(fence, LEASE, long12k.shrunk(2), NOON)))
        .isInstanceOf(Answer.Applied.class);
  }
}
