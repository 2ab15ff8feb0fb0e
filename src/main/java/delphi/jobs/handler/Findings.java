package delphi.jobs.handler;

import delphi.jobs.diagnosis.Diagnosis;
import delphi.jobs.diagnosis.Evidence;
import delphi.jobs.diagnosis.Said;
import delphi.jobs.job.Failure;
import delphi.jobs.process.Output;
import delphi.jobs.process.ProcessResult;
import delphi.jobs.process.ProcessResult.End;
import java.util.Optional;

/** Looks at how a process ended for what decided it. */
public final class Findings {
  private Findings() {}

  /** Whether such an end has a cause that could be found: we know why we have stopped it. */
  static boolean mayBeIn(End end) {
    return switch (end) {
      case End.Exited(int code) -> code != 0;
      case End.TimedOut _, End.OutOfMemory _ -> true;
      case End.Stopped _, End.Abandoned _ -> false;
    };
  }

  /** What decided that a process failed, as it is stored; empty when it has not failed. */
  public static Optional<Failure> failure(ProcessResult result) {
    return mayBeIn(result.end()) ? Optional.of(failure(of(result))) : Optional.empty();
  }

  static Diagnosis of(ProcessResult result) {
    return Diagnosis.of(
        new Evidence(said(result.stdout()), said(result.stderr()), evidence(result.end())));
  }

  static Failure failure(Diagnosis diagnosis) {
    Diagnosis.Line line = diagnosis.line();
    return line == null
        ? new Failure(diagnosis.cause().word(), null, 0, null, diagnosis.fingerprint())
        : new Failure(
            diagnosis.cause().word(),
            line.text(),
            line.number(),
            line.stream().word(),
            diagnosis.fingerprint());
  }

  private static Evidence.End evidence(End end) {
    return switch (end) {
      case End.Exited(int code) -> new Evidence.End.Exited(code);
      case End.TimedOut _ -> new Evidence.End.TimedOut();
      case End.OutOfMemory _ -> new Evidence.End.OutOfMemory();
      case End.Stopped _, End.Abandoned _ ->
          throw new IllegalArgumentException("what we have stopped has not failed");
    };
  }

  private static Said said(Output output) {
    return new Said(output.lines(), output.linesDropped());
  }
}
