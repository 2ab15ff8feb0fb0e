package delphi.jobs.job;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of one job that somebody wants written; the only way in which a job changes.
 *
 * <p>Each kind is one row of PROTOCOL's table. Constructing one checks it against {@link Move};
 * that it still fits the table is checked by the store, under the condition that its {@link Basis}
 * names.
 */
public sealed interface Transition {
  String jobId();

  Move move();

  /** When it was decided; the time that is written. */
  Instant at();

  /**
   * Takes a job for one worker, for a lease that must be renewed.
   *
   * @param notes a shorter log, where the row has grown too large to be claimed
   * @param lockFrom the time from which others count the lease; later than {@code at} where our
   *     clock is known to be slow
   */
  record Claim(
      Seen basis,
      String workerId,
      ClaimId claimId,
      Duration lease,
      int attempt,
      @Nullable Instant firstStartedAt,
      Notes notes,
      Instant at,
      Instant lockFrom)
      implements Noted {
    public Claim {
      Move.CLAIM.requireFrom(basis.state());
      if (claimId.version() != basis.nextVersion()) {
        throw new IllegalArgumentException("claim id " + claimId + " is not of this claim");
      }
    }

    /** The claim of a job by a worker, with a new identity. */
    public static Claim of(Job job, String workerId, UUID identity, Duration lease, Instant at) {
      Seen seen = job.seen();
      ClaimId claimId = new ClaimId(seen.nextVersion(), identity);
      int attempt = job.tenure().attempt() + 1;
      Instant begun = job.history().begunAt();
      return new Claim(seen, workerId, claimId, lease, attempt, begun, Notes.NONE, at, at);
    }

    /** The same claim, with a lease that others count from another time. */
    public Claim lockedFrom(Instant other) {
      return new Claim(basis, workerId, claimId, lease, attempt, firstStartedAt, notes, at, other);
    }

    /** The right that this claim gives, once it is applied. */
    public Fence fence() {
      return new Fence(jobId(), claimId.version(), claimId, Status.PROCESSING);
    }

    @Override
    public Move move() {
      return Move.CLAIM;
    }

    @Override
    public Claim with(Notes other) {
      return new Claim(
          basis, workerId, claimId, lease, attempt, firstStartedAt, other, at, lockFrom);
    }
  }

  /**
   * Keeps a claimed job for another lease, and brings the row up to date. Never bumps version.
   *
   * @param lockFrom the time from which others count the lease
   */
  record Renew(Fence basis, Duration lease, Notes notes, Instant at, Instant lockFrom)
      implements Noted {
    public Renew {
      Move.RENEW.requireFrom(basis.state());
    }

    /** A renewal by a clock that nothing is known against. */
    public Renew(Fence basis, Duration lease, Notes notes, Instant at) {
      this(basis, lease, notes, at, at);
    }

    @Override
    public Move move() {
      return Move.RENEW;
    }

    @Override
    public Renew with(Notes other) {
      return new Renew(basis, lease, other, at, lockFrom);
    }
  }

  /** Ends a claimed job. */
  record Complete(Fence basis, Ending ending, Results results, Notes notes, Instant at)
      implements Noted {
    public Complete {
      Move.COMPLETE.requireFrom(basis.state());
    }

    @Override
    public Move move() {
      return Move.COMPLETE;
    }

    @Override
    public Complete with(Notes other) {
      return new Complete(basis, ending, results, other, at);
    }
  }

  /**
   * Puts our results beside an end that the job's own script has written.
   *
   * @param storedResults the results that the script left; they are kept
   */
  record Adopt(
      Fence basis, Results results, @Nullable String storedResults, Notes notes, Instant at)
      implements Noted {
    public Adopt {
      Move.ADOPT.requireFrom(basis.state());
    }

    @Override
    public Move move() {
      return Move.ADOPT;
    }

    @Override
    public Adopt with(Notes other) {
      return new Adopt(basis, results, storedResults, other, at);
    }
  }

  /**
   * Gives a claimed job back to whoever comes first.
   *
   * @param attempt the attempts that count from now on
   */
  record HandBack(Fence basis, int attempt, String reason, Notes notes, Instant at)
      implements Noted {
    public HandBack {
      Move.HAND_BACK.requireFrom(basis.state());
    }

    @Override
    public Move move() {
      return Move.HAND_BACK;
    }

    @Override
    public HandBack with(Notes other) {
      return new HandBack(basis, attempt, reason, other, at);
    }
  }

  /**
   * Lays a claimed job aside until a time.
   *
   * @param attempt the attempts that count from now on
   * @param recheckCount how often the job has been laid aside because a check said "not yet"
   * @param awaited what it waits for; null when nothing is to be noted of that
   */
  record Park(
      Fence basis,
      Instant dueAt,
      int attempt,
      int recheckCount,
      String reason,
      @Nullable Awaited awaited,
      Notes notes,
      Instant at)
      implements Noted {
    public Park {
      Move.PARK.requireFrom(basis.state());
    }

    /** Laid aside for no batch, or for one of which the row says everything. */
    public Park(
        Fence basis,
        Instant dueAt,
        int attempt,
        int recheckCount,
        String reason,
        Notes notes,
        Instant at) {
      this(basis, dueAt, attempt, recheckCount, reason, null, notes, at);
    }

    @Override
    public Move move() {
      return Move.PARK;
    }

    @Override
    public Park with(Notes other) {
      return new Park(basis, dueAt, attempt, recheckCount, reason, awaited, other, at);
    }
  }

  /**
   * Lays a job aside until an operator releases it.
   *
   * @param results what is known of the attempt that ended so; null where there was none
   */
  record Hold(Basis basis, String reason, @Nullable Results results, Notes notes, Instant at)
      implements Noted {
    public Hold {
      Move.HOLD.requireFrom(basis.state());
    }

    /** Of a job that nobody was running. */
    public Hold(Basis basis, String reason, Notes notes, Instant at) {
      this(basis, reason, null, notes, at);
    }

    @Override
    public Move move() {
      return Move.HOLD;
    }

    @Override
    public Hold with(Notes other) {
      return new Hold(basis, reason, results, other, at);
    }
  }

  /**
   * Lets a held job go on.
   *
   * @param reason null leaves what the row says of why it was held
   */
  record Release(Seen basis, @Nullable String reason, Instant at) implements OfBasis {
    public Release {
      Move.RELEASE.requireFrom(basis.state());
    }

    /** Without a word. */
    public Release(Seen basis, Instant at) {
      this(basis, null, at);
    }

    @Override
    public Move move() {
      return Move.RELEASE;
    }
  }

  /**
   * Puts a job back into the queue as if it had never been taken: with all its attempts, and
   * without what the earlier ones have left.
   */
  record Requeue(Seen basis, String reason, Instant at) implements OfBasis {
    public Requeue {
      Move.REQUEUE.requireFrom(basis.state());
    }

    @Override
    public Move move() {
      return Move.REQUEUE;
    }
  }

  /** Ends a job because an operator says so; a holder of ours notices and stops its process. */
  record ForceFail(Seen basis, Results results, Instant at) implements OfBasis {
    public ForceFail {
      Move.FORCE_FAIL.requireFrom(basis.state());
    }

    @Override
    public Move move() {
      return Move.FORCE_FAIL;
    }
  }

  /** Frees a job whose holder has let its lease expire. */
  record Rescue(Seen basis, String reason, Instant at) implements OfBasis {
    public Rescue {
      Move.RESCUE.requireFrom(basis.state());
    }

    @Override
    public Move move() {
      return Move.RESCUE;
    }
  }

  /** Ends a job whose holder has let its lease expire and that must not be tried again. */
  record GiveUp(Seen basis, Ending ending, Results results, Instant at) implements OfBasis {
    public GiveUp {
      Move.GIVE_UP.requireFrom(basis.state());
      if (ending == Ending.COMPLETED) {
        throw new IllegalArgumentException("a job that is given up has not completed");
      }
    }

    @Override
    public Move move() {
      return Move.GIVE_UP;
    }
  }

  /** Ends a job that nobody is running. */
  record Cancel(Seen basis, Results results, Instant at) implements OfBasis {
    public Cancel {
      Move.CANCEL.requireFrom(basis.state());
    }

    @Override
    public Move move() {
      return Move.CANCEL;
    }
  }

  /**
   * Says, before it is done, that the holder is about to have something ordered that costs money.
   * Never bumps version.
   */
  record Intend(Fence basis, Order order, Instant at) implements OfBasis {
    public Intend {
      Move.INTEND.requireFrom(basis.state());
    }

    /** The intention of a claim. */
    public Intend(Fence basis, Instant at) {
      this(basis, new Order(Order.marker(basis.claimId()), at), at);
    }

    @Override
    public Move move() {
      return Move.INTEND;
    }
  }

  /** Takes the intention of a claim back: nothing was ordered. Never bumps version. */
  record Withdraw(Fence basis, Order order, Instant at) implements OfBasis {
    public Withdraw {
      Move.WITHDRAW.requireFrom(basis.state());
    }

    @Override
    public Move move() {
      return Move.WITHDRAW;
    }
  }

  /** The provider has the batch of a job: it goes on as one whose batch is ordered. */
  record FindOrder(Seen basis, String batchId, String reason, Instant at) implements OfBasis {
    public FindOrder {
      Move.FIND_ORDER.requireFrom(basis.state());
    }

    @Override
    public Move move() {
      return Move.FIND_ORDER;
    }
  }

  /** The provider has no batch of a job: the intention goes, and the job may run again. */
  record FindNoOrder(Seen basis, String reason, Instant at) implements OfBasis {
    public FindNoOrder {
      Move.FIND_NO_ORDER.requireFrom(basis.state());
    }

    @Override
    public Move move() {
      return Move.FIND_NO_ORDER;
    }
  }

  /**
   * Ends a job that has waited for another one, when that one has ended.
   *
   * @param results null where the other one's script has ended this job's row itself: then its word
   *     stays, and only what belongs to the wait goes
   */
  record Conclude(Seen basis, Ending ending, @Nullable Results results, Instant at)
      implements OfBasis {
    public Conclude {
      Move.CONCLUDE.requireFrom(basis.state());
      if ((results == null) != basis.state().isTerminal()) {
        throw new IllegalArgumentException("either the row has an end, or it is given one");
      }
    }

    @Override
    public Move move() {
      return Move.CONCLUDE;
    }
  }

  /** Takes the dead lock of ours off a job that its own script has ended. Never bumps version. */
  record Unlock(Seen basis, Instant at) implements OfBasis {
    public Unlock {
      Move.UNLOCK.requireFrom(basis.state());
    }

    @Override
    public Move move() {
      return Move.UNLOCK;
    }
  }

  /** Asks the holder of a running job to stop it. */
  record RequestCancel(Seen basis, Instant at) implements OfBasis {
    public RequestCancel {
      Move.REQUEST_CANCEL.requireFrom(basis.state());
    }

    @Override
    public Move move() {
      return Move.REQUEST_CANCEL;
    }
  }

  /**
   * Ends a waiting row that cannot be read as a job, saying what is wrong with it.
   *
   * @param silent without saying it, because the row has no room for that
   */
  record Quarantine(Unreadable row, Instant at, boolean silent) implements Transition {
    /** With the reason in words. */
    public Quarantine(Unreadable row, Instant at) {
      this(row, at, false);
    }

    public Quarantine {
      if (!row.status().equals(Status.PENDING.name())) {
        throw new IllegalArgumentException(
            "only a PENDING row is quarantined; " + row.id() + " is '" + row.status() + "'");
      }
    }

    /** The same without words, for a row that has no room for them. */
    public Quarantine silently() {
      return new Quarantine(row, at, true);
    }

    @Override
    public String jobId() {
      return row.id();
    }

    @Override
    public Move move() {
      return Move.QUARANTINE;
    }
  }

  /** A change that rests on a readable row or on a claim. */
  sealed interface OfBasis extends Transition {
    Basis basis();

    @Override
    default String jobId() {
      return basis().jobId();
    }
  }

  /** A change that also brings the row what its holder wants to have in it. */
  sealed interface Noted extends OfBasis {
    Notes notes();

    /** The same change, bringing something else. */
    Noted with(Notes other);
  }
}
