package delphi.jobs.handler;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Outcome;
import delphi.jobs.process.ProcessResult;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Runs the whole analysis of one conversation and makes its picture. */
final class PipelineHandler implements JobHandler {
  private static final long VOTES_MAX = 1_000_000_000;
  private static final long BATCH_SIZE_MAX = 10_000_000;

  private final HandlerSettings settings;

  PipelineHandler(HandlerSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "pipeline";
  }

  @Override
  public String words() {
    return "Runs the whole analysis of one conversation and makes its picture.";
  }

  @Override
  public String script() {
    return settings.scripts().pipeline();
  }

  @Override
  public Set<JobType> types() {
    return Set.of(JobType.FULL_PIPELINE);
  }

  @Override
  public boolean handles(Job job) {
    return job.type().equals(JobType.FULL_PIPELINE);
  }

  /** It starts from nothing each time; the second result replaces the first. */
  @Override
  public boolean isRepeatable() {
    return true;
  }

  /** It begins by deleting what another one of the conversation may just have written. */
  @Override
  public int perConversation() {
    return settings.pipelinesPerConversation();
  }

  @Override
  public Plan plan(Job job) {
    var draft = new CommandDraft(settings, job, settings.scripts().pipeline());
    draft.option("zid", job.request().conversationId());
    switch (settings.scripts().style()) {
      case SEEDS -> {
        number(draft, job, "max_votes", VOTES_MAX).ifPresent(n -> draft.option("max-votes", n));
        number(draft, job, "batch_size", BATCH_SIZE_MAX)
            .ifPresent(n -> draft.option("batch-size", n));
      }
      case CURRENT -> {
        if (job.request().reportId() != null) {
          draft.option("rid", job.request().reportId());
        }
        number(draft, job, "max_votes", VOTES_MAX).ifPresent(n -> draft.variable("MAX_VOTES", n));
        number(draft, job, "batch_size", BATCH_SIZE_MAX)
            .ifPresent(n -> draft.variable("BATCH_SIZE", n));
      }
    }
    CommentFilters.add(draft, job);
    return draft.plan();
  }

  /**
   * The design documents pass on both, the stage's first, and programs take the later one: so the
   * direct value wins.
   */
  private static Optional<Long> number(CommandDraft draft, Job job, String name, long max) {
    return Stream.of(Setting.direct(job, name), Setting.ofStage(job, name, "PCA"))
        .flatMap(Optional::stream)
        .findFirst()
        .map(setting -> draft.number(setting, 1, max));
  }

  @Override
  public Outcome judge(Job job, ProcessResult result, Heard heard) {
    return new Verdict(job, result, heard)
        .by(
            ExitCodes.PIPELINE,
            settings.pictures().of(job.request().reportOrConversation(), job.id()));
  }
}
