package delphi.jobs.job;

/**
 * The words that the {@code status} attribute may hold (CONTRACT §2).
 *
 * <p>Only the first five are ever written: a server that meets an unknown status treats the job as
 * live for ever. The last two are found in rows of older pollers and are only read.
 */
public enum Status {
  PENDING,
  PROCESSING,
  COMPLETED,
  FAILED,
  AWAITING_RECHECK,
  LOCKED_FOR_CHECKING,
  CANCELLED;

  /** Whether a job with this status has come to its end. */
  public boolean isTerminal() {
    return switch (this) {
      case COMPLETED, FAILED, CANCELLED -> true;
      case PENDING, PROCESSING, AWAITING_RECHECK, LOCKED_FOR_CHECKING -> false;
    };
  }
}
