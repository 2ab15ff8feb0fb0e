package delphi.jobs.ops.trace;

import delphi.jobs.process.Command;
import delphi.jobs.process.Limits;
import delphi.jobs.process.ProcessListener;
import delphi.jobs.process.ProcessRunner;
import delphi.jobs.process.Rung;
import delphi.jobs.process.Start;
import java.util.Optional;

/** Tells each process where the trace of its job goes on. */
record TracedProcesses(ProcessRunner processes, Traces traces) implements ProcessRunner {
  /** By which a command says whose it is. */
  private static final String JOB = "DELPHI_JOB_ID";

  @Override
  public Start start(Command command, Limits limits, long deadlineNanos, ProcessListener listener) {
    Command told =
        Optional.ofNullable(command.environment().get(JOB))
            .flatMap(traces::traceParent)
            .map(place -> command.with(TraceParent.NAME, place))
            .orElse(command);
    return processes.start(told, limits, deadlineNanos, listener);
  }

  @Override
  public Optional<Rung> rung() {
    return processes.rung();
  }

  @Override
  public String containment() {
    return processes.containment();
  }
}
