package delphi.jobs.app.bench;

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
import java.util.List;
import java.util.Map;

/**
 * Jobs whose command does nothing, or what a scenario wants, and whose rows look like those of real
 * ones at their end.
 */
record NoOpHandler(Command command) implements JobHandler {
  static final JobType TYPE = new JobType("BENCH_NO_OP");
  private static final int SUMMARY_LINES = 10;

  @Override
  public String name() {
    return "no-op";
  }

  @Override
  public boolean handles(Job job) {
    return job.type().equals(TYPE);
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public Plan plan(Job job) {
    return new Plan.Run(command, Limits.DEFAULT, List.of());
  }

  @Override
  public Outcome judge(Job job, ProcessResult result, Heard heard) {
    if (result.end() instanceof End.Exited(int code) && code == 0) {
      return new Outcome.Succeeded(
          new Results(
              true, null, code, result.stdout().summary(SUMMARY_LINES), null, null, Map.of()));
    }
    return new Outcome.Failed(Results.failure("the command of the measurement: " + result.end()));
  }
}
