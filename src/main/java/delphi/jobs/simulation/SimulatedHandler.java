package delphi.jobs.simulation;

import delphi.jobs.handler.Heard;
import delphi.jobs.handler.JobHandler;
import delphi.jobs.handler.Plan;
import delphi.jobs.job.Because;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Outcome;
import delphi.jobs.job.Results;
import delphi.jobs.process.Command;
import delphi.jobs.process.Limits;
import delphi.jobs.process.ProcessResult;
import delphi.jobs.process.ProcessResult.End;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The types of simulated jobs: one that may be repeated, one that orders a batch for money and then
 * looks after it, and one that looks after the batch of such a job.
 *
 * @param command the words of the command before the job's id
 */
record SimulatedHandler(JobType type, boolean isRepeatable, String command) implements JobHandler {
  static final String CHECK = "check";
  static final JobType FREE = new JobType("SIMULATED");
  static final JobType PAID = new JobType("SIMULATED_PAID");
  static final JobType LOOK = new JobType("SIMULATED_LOOK");
  static final int RECHECK = 3;
  static final int PASSING = 75;

  static final List<JobHandler> ALL =
      List.of(
          new SimulatedHandler(FREE, true, "script"),
          new SimulatedHandler(PAID, false, "script"),
          new SimulatedHandler(PAID, true, CHECK),
          new SimulatedHandler(LOOK, true, "script"));

  /** Long enough for every script that ends by itself. */
  private static final Limits LIMITS = Limits.DEFAULT.withTimeout(Duration.ofMinutes(6));

  @Override
  public String name() {
    return type.name();
  }

  @Override
  public boolean handles(Job job) {
    return job.type().equals(type)
        && (!type.equals(PAID) || command.equals(CHECK) == (job.batch().batchId() != null));
  }

  @Override
  public Optional<String> rootOf(Job job) {
    return type.equals(LOOK) ? Optional.ofNullable(job.batch().batchJobId()) : Optional.empty();
  }

  @Override
  public Optional<String> request(Job job) {
    return isRepeatable ? Optional.empty() : Optional.of(job.request().conversationId());
  }

  @Override
  public Plan plan(Job job) {
    Command started = new Command(List.of(command, job.id()), Path.of("/"), Map.of());
    return new Plan.Run(started, LIMITS, List.of());
  }

  @Override
  public Outcome judge(Job job, ProcessResult result, Heard heard) {
    return switch (result.end()) {
      case End.Exited(int code) when code == 0 && !isRepeatable ->
          heard.orders().stream()
              .findFirst()
              .<Outcome>map(look ->
                  new Outcome.Ordered(results(true, code), heard.set().get("batch_id"), look.id()))
              .orElseGet(() -> new Outcome.StillProcessing(heard.retryAfter()));
      case End.Exited(int code) when code == 0 -> new Outcome.Succeeded(results(true, code));
      case End.Exited(int code) when code == RECHECK ->
          new Outcome.StillProcessing(heard.retryAfter());
      case End.Exited(int code) when code == PASSING -> new Outcome.Passing(results(false, code));
      case End.Exited(int code) -> new Outcome.Failed(results(false, code));
      case End.TimedOut _ ->
          new Outcome.Failed(
              Results.failure("stopped: " + result.end()).because(Because.TIMED_OUT));
      case End.OutOfMemory _, End.Stopped _, End.Abandoned _ ->
          new Outcome.Failed(Results.failure("stopped: " + result.end()));
    };
  }

  private static Results results(boolean success, int code) {
    String error = success ? null : "Process exited with code " + code;
    return new Results(success, error, code, null, null, null, Map.of());
  }
}
