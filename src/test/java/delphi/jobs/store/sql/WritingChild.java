package delphi.jobs.store.sql;

import delphi.jobs.job.Batch;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Request;
import delphi.jobs.job.Results;
import delphi.jobs.job.Transition;
import delphi.jobs.store.Answer;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.Submitted;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.row.RowReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** A process that submits, claims and ends jobs until it is killed, and says what was answered. */
final class WritingChild {
  private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

  private WritingChild() {}

  public static void main(String[] arguments) {
    try (SqlTable table = SqlTable.open(Path.of(arguments[0]))) {
      JobStore store = new TableJobStore(table, new RowReader(ZoneOffset.UTC));
      for (int i = 0; ; i++) {
        oneJob(store, arguments[1] + i);
      }
    }
  }

  private static void oneJob(JobStore store, String id) {
    Request request = Request.forConversation("42");
    NewJob job = new NewJob(id, JobType.FULL_PIPELINE, request, Batch.NONE, "child");
    if (!(store.submit(job, AT) instanceof Submitted.Accepted(Reading submitted))) {
      throw new AssertionError("not accepted: " + id);
    }
    acknowledge(submitted);
    Transition.Claim claim =
        Transition.Claim.of((Job) submitted, "w", UUID.randomUUID(), Duration.ofMinutes(2), AT);
    acknowledge(store.apply(claim));
    acknowledge(
        store.apply(
            new Transition.Complete(
                claim.fence(), Ending.COMPLETED, Results.plainSuccess(), Notes.NONE, AT)));
  }

  private static void acknowledge(Answer answer) {
    if (!(answer instanceof Answer.Applied(Reading after))) {
      throw new AssertionError("not applied: " + answer);
    }
    acknowledge(after);
  }

  /** Standard output is written through at each line: what is said, the table had answered. */
  private static void acknowledge(Reading reading) {
    Job job = (Job) reading;
    System.out.println("ACK " + job.id() + " " + job.tenure().version());
  }
}
