package delphi.jobs.handler;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Outcome;
import delphi.jobs.process.Output;
import delphi.jobs.process.ProcessResult;
import delphi.jobs.process.ProcessResult.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A new type of job is one file, and one line where the handlers are put together. */
class NewTypeTest {

  /** The file: exports the votes of a conversation, in the format that the row asks for. */
  static final class ExportHandler implements JobHandler {
    private static final ExitCodes EXIT_CODES =
        ExitCodes.COMMON.and(5, new ExitCodes.Meaning.Failure("the disk is full"));

    private final HandlerSettings settings;

    ExportHandler(HandlerSettings settings) {
      this.settings = settings;
    }

    @Override
    public String name() {
      return "export";
    }

    @Override
    public boolean handles(Job job) {
      return job.type().equals(new JobType("EXPORT"));
    }

    /** Writes the same file again. */
    @Override
    public boolean isRepeatable() {
      return true;
    }

    @Override
    public Plan plan(Job job) {
      var draft = new CommandDraft(settings, job, "./export.sh");
      draft.option("zid", job.request().conversationId());
      Setting.direct(job, "rows_max")
          .ifPresent(setting -> draft.option("rows-max", draft.number(setting, 1, 1_000_000)));
      return draft.plan();
    }

    @Override
    public Outcome judge(Job job, ProcessResult result, Heard heard) {
      return new Verdict(job, result, heard).by(EXIT_CODES);
    }
  }

  private final HandlerRegistry registry = withExport(HandlerSettings.defaults(Map.of()));

  /** The line. */
  private static HandlerRegistry withExport(HandlerSettings settings) {
    List<JobHandler> handlers = new ArrayList<>(Handlers.standard(settings));
    handlers.add(new ExportHandler(settings));
    return new HandlerRegistry(handlers);
  }

  @Test
  void aNewTypeRunsBesideTheOthers() {
    Job job = JobBuilder.of(new JobType("EXPORT")).config(Map.of("rows_max", 9)).build();

    JobHandler handler = registry.handlerFor(job).orElseThrow();

    assertThat(handler.plan(job))
        .isInstanceOfSatisfying(
            Plan.Run.class,
            run ->
                assertThat(run.command().argv())
                    .containsExactly("./export.sh", "--zid=12345", "--rows-max=9"));
    assertThat(handler.judge(job, ended(5), Heard.NOTHING))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.results().error())
                    .isEqualTo("Process exited with code 5: the disk is full"));
    assertThat(registry.handlerFor(JobBuilder.of(JobType.FULL_PIPELINE).build()))
        .map(JobHandler::name)
        .contains("pipeline");
  }

  private static ProcessResult ended(int code) {
    return new ProcessResult(new End.Exited(code), Output.EMPTY, Output.EMPTY, Duration.ZERO, true);
  }
}
