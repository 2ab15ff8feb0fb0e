package delphi.jobs.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One transition of each kind, from any state that its basis can express. */
final class Transitions {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Results FAILURE = Results.failure("it broke");
  private static final ClaimId HELD_CLAIM = new ClaimId(5, new UUID(1, 2));

  private Transitions() {}

  /** Whether the kind's basis can say that state at all: a claim knows only what status tells. */
  static boolean canBeAsked(Move move, State state) {
    return switch (move) {
      case RENEW, COMPLETE, ADOPT, HAND_BACK, PARK, INTEND, WITHDRAW -> statusOf(state) != null;
      case CLAIM,
          HOLD,
          RELEASE,
          REQUEUE,
          FORCE_FAIL,
          RESCUE,
          GIVE_UP,
          CANCEL,
          FIND_ORDER,
          FIND_NO_ORDER,
          CONCLUDE,
          UNLOCK,
          REQUEST_CANCEL,
          QUARANTINE ->
          true;
    };
  }

  static Transition of(Move move, State state) {
    Seen seen = new Seen("j1", state, Status.PENDING, 4L, null);
    return switch (move) {
      case CLAIM ->
          new Transition.Claim(
              seen, "w1", new ClaimId(5, new UUID(1, 2)), LEASE, 1, null, Notes.NONE, NOON, NOON);
      case RENEW -> new Transition.Renew(fence(state), LEASE, Notes.NONE, NOON);
      case COMPLETE ->
          new Transition.Complete(fence(state), Ending.FAILED, FAILURE, Notes.NONE, NOON);
      case ADOPT -> new Transition.Adopt(fence(state), FAILURE, null, Notes.NONE, NOON);
      case HAND_BACK -> new Transition.HandBack(fence(state), 0, "drained", Notes.NONE, NOON);
      case PARK -> new Transition.Park(fence(state), NOON, 0, 1, "not yet", Notes.NONE, NOON);
      case HOLD -> new Transition.Hold(seen, "wait", Notes.NONE, NOON);
      case RELEASE -> new Transition.Release(seen, NOON);
      case REQUEUE -> new Transition.Requeue(seen, "anew", NOON);
      case FORCE_FAIL -> new Transition.ForceFail(seen, FAILURE, NOON);
      case RESCUE -> new Transition.Rescue(seen, "gone", NOON);
      case GIVE_UP -> new Transition.GiveUp(seen, Ending.FAILED, FAILURE, NOON);
      case CANCEL -> new Transition.Cancel(seen, FAILURE, NOON);
      case INTEND -> new Transition.Intend(fence(state), NOON);
      case WITHDRAW -> new Transition.Withdraw(fence(state), new Order("dj-1", NOON), NOON);
      case FIND_ORDER -> new Transition.FindOrder(seen, "batch-7", "found", NOON);
      case FIND_NO_ORDER -> new Transition.FindNoOrder(seen, "there is none", NOON);
      case CONCLUDE ->
          new Transition.Conclude(seen, Ending.FAILED, state.isTerminal() ? null : FAILURE, NOON);
      case UNLOCK -> new Transition.Unlock(seen, NOON);
      case REQUEST_CANCEL -> new Transition.RequestCancel(seen, NOON);
      case QUARANTINE -> new Transition.Quarantine(unreadable(state), NOON);
    };
  }

  private static Fence fence(State state) {
    Status status = statusOf(state);
    if (status == null) {
      throw new AssertionError("no claim sees " + state);
    }
    return new Fence("j1", HELD_CLAIM.version(), HELD_CLAIM, status);
  }

  /** Rows that cannot be read are known by their stored status only. */
  private static Unreadable unreadable(State state) {
    return new Unreadable("j1", state.name(), null, List.of("version is missing."));
  }

  private static @Nullable Status statusOf(State state) {
    return switch (state) {
      case PENDING -> Status.PENDING;
      case RECHECK -> Status.AWAITING_RECHECK;
      case PROCESSING -> Status.PROCESSING;
      case COMPLETED -> Status.COMPLETED;
      case FAILED -> Status.FAILED;
      case CANCELLED -> Status.CANCELLED;
      case FOREIGN -> Status.LOCKED_FOR_CHECKING;
      case PARKED, HELD, QUARANTINED -> null;
    };
  }
}
