package delphi.jobs.engine;

import delphi.jobs.handler.Heard;
import delphi.jobs.handler.JobHandler;
import delphi.jobs.handler.Plan;
import delphi.jobs.job.Job;
import delphi.jobs.job.Outcome;
import delphi.jobs.process.Command;
import delphi.jobs.process.Limits;
import delphi.jobs.process.ProcessResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Jobs that are a real process each, which runs until the test lets it end. */
record UntilFile(Path folder) implements JobHandler {
  private static final String SCRIPT = "while [ ! -e \"$0\" ]; do sleep 0.1; done";

  /** Lets a job end, now or as soon as it starts. */
  void letEnd(String jobId) {
    try {
      Files.createFile(folder.resolve(jobId));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return "until-file";
  }

  @Override
  public boolean handles(Job job) {
    return PlainHandler.PLAIN.handles(job);
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public Plan plan(Job job) {
    String file = folder.resolve(job.id()).toString();
    Command command =
        new Command(
            List.of("/bin/sh", "-c", SCRIPT, file), folder, Map.of("PATH", "/usr/bin:/bin"));
    return new Plan.Run(command, Limits.DEFAULT, List.of());
  }

  @Override
  public Outcome judge(Job job, ProcessResult result, Heard heard) {
    return PlainHandler.PLAIN.judge(job, result, heard);
  }
}
