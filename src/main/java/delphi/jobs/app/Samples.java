package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.job.Batch;
import delphi.jobs.job.Config;
import delphi.jobs.job.JobType;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Request;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.Submitted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One job of each type that servers and people submit. AWAITING_NARRATIVE_BATCH is missing on
 * purpose: such rows come from the script of a narrative, and so they do here.
 */
final class Samples {
  /** Any number is a conversation to the example scripts. */
  static final String CONVERSATION = "1848";

  private static final String CREATED_BY = "delphi up";

  private Samples() {}

  static List<NewJob> make() {
    NewJob narrative = job(JobType.CREATE_NARRATIVE_BATCH, null);
    return List.of(
        job(JobType.FULL_PIPELINE, null),
        narrative,
        job(JobType.NARRATIVE_BATCH, null),
        job(JobType.BATCH_STATUS_CHECK, narrative.id()));
  }

  /** Puts them into the store. */
  static void submit(List<NewJob> jobs, JobStore store, Instant at) {
    for (NewJob job : jobs) {
      switch (store.submit(job, at)) {
        case Submitted.Accepted _, Submitted.AlreadyThere _ -> {}
        case Submitted.Unclear(String why) -> throw refusal(why, "Try again.");
        case Submitted.Refused(String why, String remedy) -> throw refusal(why, remedy);
        case Submitted.NotAccepted(String why, String remedy) -> throw refusal(why, remedy);
      }
    }
  }

  private static NewJob job(JobType type, @Nullable String batchJob) {
    return new NewJob(
        UUID.randomUUID().toString(),
        type,
        new Request(
            CONVERSATION,
            CONVERSATION, // 803 stores nothing for a job without a report
            Config.EMPTY,
            Map.of(),
            Request.DEFAULT_PRIORITY,
            Request.DEFAULT_MAX_RETRIES,
            null),
        new Batch(null, batchJob),
        CREATED_BY);
  }

  private static Problem refusal(String why, String remedy) {
    return new Problem(Exit.FAILED, "sample job", why, remedy);
  }
}
