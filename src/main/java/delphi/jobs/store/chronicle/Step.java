package delphi.jobs.store.chronicle;

import delphi.jobs.job.Move;
import delphi.jobs.job.Transition;
import java.util.Locale;
import java.util.Optional;

/**
 * A kind of thing that happens to a job: each {@link Move} but the renewal, which changes nothing,
 * and what is no move of ours.
 */
public enum Step {
  SUBMIT(true),
  CLAIM(true),
  /** The command of an attempt runs. */
  START(false),
  COMPLETE(true),
  ADOPT(true),
  HAND_BACK(true),
  PARK(true),
  HOLD(true),
  RELEASE(true),
  RESCUE(true),
  GIVE_UP(true),
  CANCEL(true),
  REQUEUE(true),
  FORCE_FAIL(true),
  CONCLUDE(true),
  INTEND(false),
  WITHDRAW(false),
  FIND_ORDER(true),
  FIND_NO_ORDER(true),
  UNLOCK(false),
  REQUEST_CANCEL(false),
  QUARANTINE(true),
  /** Its row was exported, and leaves the table unless somebody changes it meanwhile. */
  EXPORT(false),
  /** A holder has found that somebody else has changed its row. */
  SEEN(false);

  private final boolean moves;

  Step(boolean moves) {
    this.moves = moves;
  }

  /** Whether it raises the version by one. */
  public boolean moves() {
    return moves;
  }

  /** Whether a transition writes it; those that do are recorded by the store that writes them. */
  public boolean isWritten() {
    return this != SUBMIT && this != START && this != EXPORT && this != SEEN;
  }

  /** As it is stored and shown. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** What a change of a row is; nothing for a renewal. */
  static Optional<Step> of(Transition change) {
    return change.move() == Move.RENEW
        ? Optional.empty()
        : Optional.of(valueOf(change.move().name()));
  }
}
