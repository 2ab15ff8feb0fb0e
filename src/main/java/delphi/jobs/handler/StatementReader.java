package delphi.jobs.handler;

import delphi.jobs.job.Job;

/** Understands the lines of the job channel; what it does not accept, it refuses in words. */
public final class StatementReader {
  /** One line, said by the command of this job. */
  public Statement read(String line, Job job) {
    return new Statement.Refused("written by the handler helper " + line + job);
  }
}
