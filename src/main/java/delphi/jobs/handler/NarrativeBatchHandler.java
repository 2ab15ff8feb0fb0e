package delphi.jobs.handler;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Outcome;
import delphi.jobs.job.Results;
import delphi.jobs.process.ProcessResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
  public String words() {
    return "Orders one batch of narratives, for a job that has none yet.";
  }

  @Override
  public String script() {
    return settings.scripts().narrativeBatch();
  }

  @Override
  public Set<JobType> types() {
    return Set.of(JobType.CREATE_NARRATIVE_BATCH, JobType.NARRATIVE_BATCH);
  }

  @Override
  public boolean handles(Job job) {
    return orders(job.type()) && job.batch().batchId() == null;
  }

  /** Whether jobs of that type order a batch, as long as they have none. */
  static boolean orders(JobType type) {
    return type.equals(JobType.CREATE_NARRATIVE_BATCH) || type.equals(JobType.NARRATIVE_BATCH);
  }

  /** Its script leaves the batch in its own row, where it can write the table. */
  @Override
  public Optional<String> rootOf(Job job) {
    return Optional.of(job.id());
  }

  /** The lost attempt may have ordered the batch, and the next one would pay for another. */
  @Override
  public boolean isRepeatable() {
    return false;
  }

  /** Type, report and everything that its script is told decide what is paid for. */
  @Override
  public Optional<String> request(Job job) {
    if (!settings.joinsOrders() || !(plan(job) instanceof Plan.Run run)) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    words.add(job.type().name());
    words.add(job.request().reportOrConversation());
    List<String> argv = run.command().argv();
    int script = settings.scripts().start(settings.scripts().narrativeBatch()).size();
    words.addAll(argv.subList(script, argv.size()));
    return Optional.of(String.join("\n", words));
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
    Outcome outcome = new Verdict(job, result, heard).by(ExitCodes.NARRATIVE_BATCH);
    return outcome instanceof Outcome.Succeeded(Results results)
        ? new Outcome.Ordered(results, batch(job, heard), check(job, heard))
        : outcome;
  }

  /** The provider's id of what was ordered: said over the channel, or left in a row. */
  private static @Nullable String batch(Job job, Heard heard) {
    String said = heard.set().get("batch_id");
    if (said != null) {
      return said;
    }
    Root root = heard.root();
    return root != null && root.after() instanceof Job now && now.batch().batchId() != null
        ? now.batch().batchId()
        : checks(job, heard)
            .flatMap(check -> Stream.ofNullable(check.batch().batchId()))
            .findFirst()
            .orElse(null);
  }

  private static @Nullable String check(Job job, Heard heard) {
    return checks(job, heard).map(NewJob::id).findFirst().orElse(null);
  }

  private static Stream<NewJob> checks(Job job, Heard heard) {
    return heard.orders().stream().filter(order -> job.id().equals(order.batch().batchJobId()));
  }
}
