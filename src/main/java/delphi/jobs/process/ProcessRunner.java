package delphi.jobs.process;

import java.util.Optional;

/** Starts commands. Knows nothing of jobs. */
public interface ProcessRunner {
  /**
   * Starts one command; returns as soon as it runs, or with the reason why it does not.
   *
   * @param deadlineNanos until when it may live unless {@link RunningProcess#keepUntil} moves it,
   *     on the clock of {@link SteadyClock}; it holds from the first moment, so that a command
   *     whose owner is stopped just before the start does not begin, or not stay, after it
   * @param listener hears every line, on threads of the runner; the first may come before this
   *     method returns
   */
  Start start(Command command, Limits limits, long deadlineNanos, ProcessListener listener);

  /** What holds the processes of a command together; empty when nothing is known of it. */
  default Optional<Rung> rung() {
    return Optional.empty();
  }

  /** The same in words for people. */
  default String containment() {
    return "nothing";
  }
}
