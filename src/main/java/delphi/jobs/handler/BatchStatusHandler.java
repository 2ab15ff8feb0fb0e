package delphi.jobs.handler;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Outcome;
import delphi.jobs.process.ProcessResult;

/** Looks whether a batch is done; one that is not is looked at again later. */
final class BatchStatusHandler implements JobHandler {
  private final HandlerSettings settings;

  BatchStatusHandler(HandlerSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "batch-status";
  }

  @Override
  public boolean handles(Job job) {
    return job.type().equals(JobType.AWAITING_NARRATIVE_BATCH)
        || job.type().equals(JobType.BATCH_STATUS_CHECK)
        || (NarrativeBatchHandler.orders(job.type()) && job.batch().batchId() != null);
  }

  /** Asking twice costs nothing. */
  @Override
  public boolean isRepeatable() {
    return true;
  }

  /** A check asks about the job that ordered the batch, which may be itself. */
  @Override
  public Plan plan(Job job) {
    String root = job.batch().batchJobId();
    return new CommandDraft(settings, job, settings.scripts().batchStatus())
        .option("job-id", root == null ? job.id() : root)
        .plan();
  }

  @Override
  public Outcome judge(Job job, ProcessResult result, Heard heard) {
    return new Verdict(job, result, heard).by(ExitCodes.BATCH_STATUS);
  }
}
