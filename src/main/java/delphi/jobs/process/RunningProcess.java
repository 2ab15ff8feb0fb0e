package delphi.jobs.process;

/** A command that has been started, until everything it started is gone. */
public interface RunningProcess {
  /** Process id of the leader. */
  long pid();

  /**
   * Allows it to live until then, whatever happens to its owner; at that moment it is killed
   * without grace. May be called again and again to move the deadline.
   *
   * @param deadlineNanos on the clock of {@link SteadyClock}
   */
  void keepUntil(long deadlineNanos);

  /** Stops it: politely first, then, after the grace, by force. Repeating it changes nothing. */
  void stop();

  /** Stops it by force, at once. */
  void kill();
}
