package delphi.jobs.app.bench;

import delphi.jobs.process.Command;
import delphi.jobs.process.Limits;
import delphi.jobs.process.Output;
import delphi.jobs.process.ProcessListener;
import delphi.jobs.process.ProcessResult;
import delphi.jobs.process.ProcessRunner;
import delphi.jobs.process.RunningProcess;
import delphi.jobs.process.Start;
import java.time.Duration;

/** Commands that have ended well before they run, so that only what is around them costs. */
final class NoOpRunner implements ProcessRunner {
  private static final ProcessResult DONE =
      new ProcessResult(
          new ProcessResult.End.Exited(0), Output.EMPTY, Output.EMPTY, Duration.ZERO, true);
  private static final RunningProcess OVER =
      new RunningProcess() {
        @Override
        public long pid() {
          return 0;
        }

        @Override
        public void keepUntil(long deadlineNanos) {}

        @Override
        public Duration quiet() {
          return Duration.ZERO;
        }

        @Override
        public void stop() {}

        @Override
        public void kill() {}
      };

  @Override
  public Start start(Command command, Limits limits, long deadlineNanos, ProcessListener listener) {
    listener.ended(DONE);
    return new Start.Running(OVER);
  }
}
