package delphi.jobs.handler;

import delphi.jobs.job.Job;
import java.util.List;

/** Understands the lines of the job channel; what it does not accept, it refuses in words. */
public final class StatementReader {
  /** The statements of one line, said by the command of this job. */
  public List<Statement> read(String line, Job job) {
    return List.of(new Statement.Refused("nothing is understood yet: " + line + job.id()));
  }
}
