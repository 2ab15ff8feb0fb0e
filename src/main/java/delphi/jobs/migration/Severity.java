package delphi.jobs.migration;

/** How much something that was found matters for a start of ours. */
public enum Severity {
  /** Nothing is to be done. */
  FINE,
  /** Somebody should know; work goes on. */
  WARNING,
  /** A poller of ours would not work, or do the wrong thing. */
  PROBLEM
}
