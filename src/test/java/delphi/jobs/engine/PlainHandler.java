package delphi.jobs.engine;

import delphi.jobs.handler.Heard;
import delphi.jobs.handler.JobHandler;
import delphi.jobs.handler.Plan;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Outcome;
import delphi.jobs.job.Results;
import delphi.jobs.process.Command;
import delphi.jobs.process.Limits;
import delphi.jobs.process.ProcessResult;
import delphi.jobs.process.ProcessResult.End;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A type for tests: code 0 is done, 3 is not yet, 75 may pass, anything else has failed. */
record PlainHandler(JobType type, boolean isRepeatable, int perConversation) implements JobHandler {
  static final JobType TYPE = new JobType("PLAIN");
  static final PlainHandler PLAIN = new PlainHandler(TYPE, true);

  /** One of which any number may run at once. */
  PlainHandler(JobType type, boolean isRepeatable) {
    this(type, isRepeatable, 0);
  }

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public boolean handles(Job job) {
    return job.type().equals(type);
  }

  @Override
  public Plan plan(Job job) {
    return new Plan.Run(
        new Command(List.of("work", job.id()), Path.of("/"), Map.of()), Limits.DEFAULT, List.of());
  }

  @Override
  public Outcome judge(Job job, ProcessResult result, Heard heard) {
    return switch (result.end()) {
      case End.Exited(int code) when code == 0 -> new Outcome.Succeeded(results(true, code));
      case End.Exited(int code) when code == 3 -> new Outcome.StillProcessing(heard.retryAfter());
      case End.Exited(int code) when code == 75 -> new Outcome.Passing(results(false, code));
      case End.Exited(int code) -> new Outcome.Failed(results(false, code));
      case End.OutOfMemory _, End.TimedOut _, End.Stopped _, End.Abandoned _ ->
          new Outcome.Failed(Results.failure("stopped: " + result.end()));
    };
  }

  private static Results results(boolean success, int code) {
    String error = success ? null : "Process exited with code " + code;
    return new Results(success, error, code, null, null, null, Map.of());
  }
}
