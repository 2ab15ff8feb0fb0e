package delphi.jobs.job;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a job stands: {@link Status} and {@link Phase} taken together, one word for each case. */
public enum State {
  PENDING,
  RECHECK,
  PROCESSING,
  PARKED,
  HELD,
  COMPLETED,
  FAILED,
  CANCELLED,
  QUARANTINED,
  /** A status that only older pollers write; left to them. */
  FOREIGN;

  /**
   * The state of a row.
   *
   * <p>Other pollers claim and finish rows without knowing {@code phase}, so a phase left behind by
   * us must not be believed blindly: {@code PARKED} and {@code HELD} count only on a row that
   * nobody has claimed since, {@code CANCELLED} and {@code QUARANTINED} only on a failed one.
   *
   * @param owned whether {@code worker_id} names a worker
   */
  public static State of(Status status, @Nullable Phase phase, boolean owned) {
    return switch (status) {
      case PENDING -> PENDING;
      case AWAITING_RECHECK -> RECHECK;
      case COMPLETED -> COMPLETED;
      case LOCKED_FOR_CHECKING -> FOREIGN;
      case CANCELLED -> CANCELLED;
      case PROCESSING -> ofProcessing(phase, owned);
      case FAILED -> ofFailed(phase);
    };
  }

  private static State ofProcessing(@Nullable Phase phase, boolean owned) {
    if (owned || phase == null) {
      return PROCESSING;
    }
    return switch (phase) {
      case PARKED -> PARKED;
      case HELD -> HELD;
      case CANCELLED, QUARANTINED -> PROCESSING;
    };
  }

  private static State ofFailed(@Nullable Phase phase) {
    if (phase == null) {
      return FAILED;
    }
    return switch (phase) {
      case CANCELLED -> CANCELLED;
      case QUARANTINED -> QUARANTINED;
      case PARKED, HELD -> FAILED;
    };
  }

  /** What {@code status} may hold in a row of this state. */
  public Set<Status> statuses() {
    return switch (this) {
      case PENDING -> Set.of(Status.PENDING);
      case RECHECK -> Set.of(Status.AWAITING_RECHECK);
      case PROCESSING, PARKED, HELD -> Set.of(Status.PROCESSING);
      case COMPLETED -> Set.of(Status.COMPLETED);
      case FAILED, QUARANTINED -> Set.of(Status.FAILED);
      case CANCELLED -> Set.of(Status.FAILED, Status.CANCELLED);
      case FOREIGN -> Set.of(Status.LOCKED_FOR_CHECKING);
    };
  }

  /** Whether nothing more happens to the job by itself. */
  public boolean isTerminal() {
    return switch (this) {
      case COMPLETED, FAILED, CANCELLED, QUARANTINED -> true;
      case PENDING, RECHECK, PROCESSING, PARKED, HELD, FOREIGN -> false;
    };
  }
}
