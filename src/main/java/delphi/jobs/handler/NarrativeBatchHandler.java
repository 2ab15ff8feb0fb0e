package delphi.jobs.handler;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Outcome;
import delphi.jobs.process.ProcessResult;
import java.util.Optional;
import java.util.stream.Stream;

/** Orders one batch of narratives at the provider of a language model. */
final class NarrativeBatchHandler implements JobHandler {
  /** The most requests that a provider takes in one batch. */
  static final int BATCH_SIZE_MAX = 100_000;

  private static final String[] STAGES = {"NARRATIVE_BATCH", "CREATE_NARRATIVE_BATCH_CONFIG_STAGE"};

  private final HandlerSettings settings;

  NarrativeBatchHandler(HandlerSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "narrative-batch";
  }

  @Override
  public boolean handles(Job job) {
    return orders(job.type()) && job.batch().batchId() == null;
  }

  /** Whether jobs of that type order a batch, as long as they have none. */
  static boolean orders(JobType type) {
    return type.equals(JobType.CREATE_NARRATIVE_BATCH) || type.equals(JobType.NARRATIVE_BATCH);
  }

  /** The lost attempt may have ordered the batch, and the next one would pay for another. */
  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public Plan plan(Job job) {
    HandlerSettings.Defaults defaults = settings.defaults();
    var draft = new CommandDraft(settings, job, settings.scripts().narrativeBatch());
    String model =
        find(job, "model", "NARRATIVE_BATCH_MODEL")
            .map(setting -> draft.text(setting, Form.MODEL))
            .orElse(defaults.model());
    long size =
        find(job, "max_batch_size", "NARRATIVE_BATCH_MAX_SIZE")
            .map(setting -> draft.number(setting, 1, BATCH_SIZE_MAX))
            .orElse((long) defaults.batchSize());
    draft
        .option("conversation_id", job.request().conversationId())
        .option("model", model)
        .option("max-batch-size", size);
    if (find(job, "no_cache", "NARRATIVE_BATCH_NO_CACHE").map(draft::truth).orElse(false)) {
      draft.flag("no-cache");
    }
    CommentFilters.add(draft, job, STAGES);
    return draft.plan();
  }

  /** Where real rows carry it, the most particular place first (CONTRACT §4). */
  private static Optional<Setting> find(Job job, String name, String variable) {
    return Stream.of(
            Setting.ofStage(job, name, STAGES),
            Setting.direct(job, name),
            Setting.variable(job, variable))
        .flatMap(Optional::stream)
        .findFirst();
  }

  @Override
  public Outcome judge(Job job, ProcessResult result, Heard heard) {
    return new Verdict(job, result, heard).by(ExitCodes.NARRATIVE_BATCH);
  }
}
