package delphi.jobs.process;

/** Starts commands. Knows nothing of jobs. */
public interface ProcessRunner {
  /**
   * Starts one command; returns as soon as it runs, or with the reason why it does not.
   *
   * @param listener hears every line, on threads of the runner; the first may come before this
   *     method returns
   */
  Start start(Command command, Limits limits, ProcessListener listener);
}
