package delphi.jobs.process;

import java.time.Duration;

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

  /**
   * How long it has said nothing: no byte of output and no word over its channel. Counts from its
   * start while it never has; what has come and was not read yet is no silence.
   */
  Duration quiet();

  /** Stops it: politely first, then, after the grace, by force. Repeating it changes nothing. */
  void stop();

  /** Stops it by force, at once. */
  void kill();
}
