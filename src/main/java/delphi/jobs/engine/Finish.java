package delphi.jobs.engine;

import delphi.jobs.job.LogTail;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Transition;
import delphi.jobs.store.SpooledEnd;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last step of an attempt: keeps its end in the spool, stores the jobs that follow, and writes
 * the end, in this order. Asks until the answer is known or the lease is gone; what is open then is
 * left to a later {@link Replay}, and holds no slot.
 */
final class Finish {
  /** So often it is tried however old the lease is: the process may have ended with it. */
  static final int TRIES_MIN = 5;

  /** The end must be written before others may take the job. */
  private static final int LEASE_PART = 4;

  private final Ports ports;
  private final Outbox outbox;
  private final Conclusion conclusion;
  private final StopRequest stop;
  private final Signal wake;

  Finish(Ports ports, Outbox outbox, StopRequest stop, Signal wake) {
    this.ports = ports;
    this.outbox = outbox;
    this.conclusion = new Conclusion(ports);
    this.stop = stop;
    this.wake = wake;
  }

  /**
   * Ends the claim with this change, or with the script's own end where it has written one.
   *
   * @return what is in the table now; empty when it does not have the end, which was told then
   */
  Optional<Closing.Written> close(
      Claim claim, Channel channel, AttemptLog log, Transition.Noted wanted)
      throws InterruptedException {
    SpooledEnd kept = new SpooledEnd(ports.time().instant(), channel.unsubmitted(), wanted);
    outbox.keep(kept);
    return switch (settled(claim, channel, log, wanted)) {
      case Closing.Written written -> {
        Optional<String> open = conclusion.draw(written.after(), written.error());
        if (open.isEmpty()) {
          outbox.done(kept);
        } else {
          ports.tell(new EngineEvent.ConclusionDelayed(claim.job(), open.get()));
        }
        yield Optional.of(written);
      }
      case Closing.Rejected(Transition refused, String why) -> {
        String place = outbox.reject(kept);
        ports.tell(new EngineEvent.ResultRejected(claim.job(), refused, why, place));
        yield Optional.empty();
      }
      case Closing.Open(Transition open, String why, String remedy) -> {
        ports.tell(new EngineEvent.ResultKept(claim.job(), open, why, remedy));
        yield Optional.empty();
      }
    };
  }

  private Closing settled(Claim claim, Channel channel, AttemptLog log, Transition.Noted wanted)
      throws InterruptedException {
    EndWrite write = null;
    for (int tries = 1; ; tries++) {
      Optional<String> missing = channel.submit(claim.job());
      if (missing.isEmpty() && write == null) {
        // Whoever sees the end finds the whole log; what has to be waited for is no end to wait
        // for.
        log.close(claim.leaseLeft().dividedBy(LEASE_PART), stop);
        write = claim.ending(withNewest(log, wanted));
      }
      Closing closing =
          write == null ? new Closing.Open(wanted, missing.orElseThrow(), null) : write.tryOnce();
      if (!(closing instanceof Closing.Open(Transition _, String why, @Nullable String remedy))) {
        return closing;
      }
      ports.tell(new EngineEvent.ResultDelayed(claim.job(), why, tries));
      if (remedy != null || isPatienceOver(claim, tries)) {
        return closing;
      }
      wake.await(
          Backoff.fullJitter(ClaimTaker.RETRY_FIRST, ClaimTaker.RETRY_MOST, tries, ports.random()));
    }
  }

  private boolean isPatienceOver(Claim claim, int tries) {
    return stop.isHurried() || (tries >= TRIES_MIN && claim.isLeaseOver());
  }

  /** What has come of the jobs that follow belongs into the log as well. */
  private static Transition.Noted withNewest(AttemptLog log, Transition.Noted wanted) {
    Notes notes = wanted.notes();
    LogTail tail = log.snapshot().tail();
    Transition.Noted newest =
        wanted.with(new Notes(tail, notes.progress(), notes.set(), notes.exitConfirmed()));
    return tail.isElsewhere() ? Slimming.brief(newest) : newest;
  }
}
