package delphi.jobs.handler;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Outcome;
import delphi.jobs.job.Results;
import delphi.jobs.process.ProcessResult;
import java.util.Optional;
import java.util.Set;

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
  public String words() {
    return "Asks whether a batch is done, for a job that names one.";
  }

  @Override
  public String script() {
    return settings.scripts().batchStatus();
  }

  @Override
  public Set<JobType> types() {
    return Set.of(
        JobType.AWAITING_NARRATIVE_BATCH,
        JobType.BATCH_STATUS_CHECK,
        JobType.CREATE_NARRATIVE_BATCH,
        JobType.NARRATIVE_BATCH);
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

  /** A job that names neither a root nor a batch asks about itself, and nobody knows what. */
  @Override
  public Optional<String> rootOf(Job job) {
    return Optional.ofNullable(job.batch().batchJobId())
        .or(() -> job.batch().batchId() == null ? Optional.empty() : Optional.of(job.id()));
  }

  /** A check asks about the job that ordered the batch, which may be itself. */
  @Override
  public Plan plan(Job job) {
    return new CommandDraft(settings, job, settings.scripts().batchStatus())
        .option("job-id", rootOf(job).orElse(job.id()))
        .plan();
  }

  /** A look that failed in passing says nothing of the batch: the next one may. */
  @Override
  public Outcome judge(Job job, ProcessResult result, Heard heard) {
    Outcome outcome = new Verdict(job, result, heard).by(ExitCodes.BATCH_STATUS);
    if (outcome instanceof Outcome.Passing(Results results)) {
      return new Outcome.StillProcessing(heard.retryAfter(), results.error());
    }
    return outcome instanceof Outcome.Succeeded(Results results)
        ? CheckProof.missing(heard)
            .<Outcome>map(what -> new Outcome.Failed(results.butFailed(what)))
            .orElse(outcome)
        : outcome;
  }
}
