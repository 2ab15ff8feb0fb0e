package delphi.jobs.job;

/**
 * What {@code status} has no word for; stored in the private attribute {@code phase} (PROTOCOL).
 */
public enum Phase {
  /** Waits for a time in {@code lock_expires_at}; no process, no slot, nobody's claim. */
  PARKED,
  /** Waits for an operator; {@code lock_expires_at} lies in the year 9999. */
  HELD,
  /** Ended because somebody asked for it. */
  CANCELLED,
  /** Ended because its row could not be read as a job. */
  QUARANTINED
}
