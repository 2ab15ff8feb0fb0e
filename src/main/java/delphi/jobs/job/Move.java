package delphi.jobs.job;

import java.util.EnumSet;
import java.util.Set;

/**
 * The one table of what may follow what: for each kind of change, the states it may start from and
 * the states it may end in (PROTOCOL, Transitions). What is not in it cannot be built.
 */
public enum Move {
  CLAIM(EnumSet.of(State.PENDING, State.RECHECK, State.PARKED), EnumSet.of(State.PROCESSING)),
  /** A script may have set the status itself while its process still runs; the lease goes on. */
  RENEW(
      EnumSet.of(State.PROCESSING, State.COMPLETED, State.FAILED),
      EnumSet.of(State.PROCESSING, State.COMPLETED, State.FAILED)),
  COMPLETE(
      EnumSet.of(State.PROCESSING),
      EnumSet.of(State.COMPLETED, State.FAILED, State.CANCELLED, State.QUARANTINED)),
  ADOPT(EnumSet.of(State.COMPLETED, State.FAILED), EnumSet.of(State.COMPLETED, State.FAILED)),
  HAND_BACK(EnumSet.of(State.PROCESSING), EnumSet.of(State.PENDING)),
  PARK(EnumSet.of(State.PROCESSING), EnumSet.of(State.PARKED)),
  HOLD(
      EnumSet.of(State.PENDING, State.RECHECK, State.PARKED, State.PROCESSING),
      EnumSet.of(State.HELD)),
  RELEASE(EnumSet.of(State.HELD), EnumSet.of(State.PENDING)),
  RESCUE(EnumSet.of(State.PROCESSING), EnumSet.of(State.PENDING)),
  GIVE_UP(EnumSet.of(State.PROCESSING), EnumSet.of(State.FAILED, State.CANCELLED)),
  CANCEL(
      EnumSet.of(State.PENDING, State.RECHECK, State.PARKED, State.HELD),
      EnumSet.of(State.CANCELLED)),
  /** An operator's: begins anew, whatever became of the job before. */
  REQUEUE(
      EnumSet.of(
          State.PROCESSING,
          State.PARKED,
          State.FAILED,
          State.CANCELLED,
          State.QUARANTINED,
          State.FOREIGN),
      EnumSet.of(State.PENDING)),
  /** An operator's: ends it, whoever has it. */
  FORCE_FAIL(
      EnumSet.of(
          State.PENDING, State.RECHECK, State.PROCESSING, State.PARKED, State.HELD, State.FOREIGN),
      EnumSet.of(State.FAILED)),
  /** A script that ends another job's row leaves there what belongs to its wait. */
  CONCLUDE(
      EnumSet.of(State.PARKED, State.COMPLETED, State.FAILED),
      EnumSet.of(State.COMPLETED, State.FAILED)),
  /** Says on the row that something is about to be paid for. */
  INTEND(EnumSet.of(State.PROCESSING), EnumSet.of(State.PROCESSING)),
  /** Takes that back: nothing was ordered. */
  WITHDRAW(EnumSet.of(State.PROCESSING), EnumSet.of(State.PROCESSING)),
  /** An operator's, who has asked the provider: the batch exists. */
  FIND_ORDER(EnumSet.of(State.HELD, State.FAILED), EnumSet.of(State.PENDING)),
  /** The same: there is none. */
  FIND_NO_ORDER(
      EnumSet.of(State.HELD, State.FAILED, State.CANCELLED),
      EnumSet.of(State.HELD, State.FAILED, State.CANCELLED)),
  /**
   * Takes away the lock of a claim whose script wrote the end itself and whose poller is gone; the
   * claim stays, so that what is kept of its end can still be written.
   */
  UNLOCK(EnumSet.of(State.COMPLETED, State.FAILED), EnumSet.of(State.COMPLETED, State.FAILED)),
  REQUEST_CANCEL(EnumSet.of(State.PROCESSING), EnumSet.of(State.PROCESSING)),
  QUARANTINE(EnumSet.of(State.PENDING), EnumSet.of(State.QUARANTINED));

  @SuppressWarnings("ImmutableEnumChecker") // Set.copyOf cannot be changed
  private final Set<State> from;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<State> to;

  Move(EnumSet<State> from, EnumSet<State> to) {
    this.from = Set.copyOf(from);
    this.to = Set.copyOf(to);
  }

  public Set<State> from() {
    return from;
  }

  public Set<State> to() {
    return to;
  }

  /** Whether this kind of change may start from that state. */
  public boolean mayStartFrom(State state) {
    return from.contains(state);
  }

  void requireFrom(State state) {
    if (!mayStartFrom(state)) {
      throw new IllegalArgumentException(
          this + " cannot start from " + state + ", only from " + EnumSet.copyOf(from));
    }
  }
}
