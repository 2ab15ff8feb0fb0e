package delphi.jobs.engine;

import delphi.jobs.job.Fence;
import delphi.jobs.job.Job;
import delphi.jobs.job.Move;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.Answer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The hold of this poller on one job, and the only writer of that job's row while it lasts.
 *
 * <p>Confined to one thread, the attempt's: heartbeats, log and end go through it in turn, so it
 * always knows what the row looks like. A request whose answer did not come is repeated unchanged
 * (PROTOCOL, Time 5): only then is "the condition failed" recognised as our own earlier success.
 */
final class Claim {
  private final Ports ports;
  private final EngineSettings settings;
  private Job job;
  private Fence fence;
  private Stopwatch lease;
  private @Nullable Renewal pending;
  private @Nullable String lostBecause;
  private boolean overtaken;

  Claim(Ports ports, EngineSettings settings, Job job, Fence fence, Stopwatch lease) {
    this.ports = ports;
    this.settings = settings;
    this.job = job;
    this.fence = fence;
    this.lease = lease;
  }

  /** The job as its row was at our newest write. */
  Job job() {
    return job;
  }

  /** The right to end this job, as it was won. */
  Fence fence() {
    return fence.withStatus(Status.PROCESSING);
  }

  /** Until when the job's process may live, on the monotonic clock. */
  long deadlineNanos() {
    return lease.nanosAfter(settings.lease().usable());
  }

  /** Why the job must not go on under this claim; empty while it may. */
  Optional<String> whyLost() {
    if (lostBecause == null && lease.hasReached(settings.lease().usable())) {
      lostBecause = "the lease could not be renewed in time";
    }
    return Optional.ofNullable(lostBecause);
  }

  /** Whether somebody else has changed the job, so that nothing may be written any more. */
  boolean isOvertaken() {
    return overtaken;
  }

  boolean isCancelRequested() {
    return job.marks().cancelRequestedAt() != null;
  }

  /** How long until {@link #renew} has something to do. */
  Duration untilDue(boolean hasNews) {
    Renewal repeat = pending;
    if (repeat != null) {
      return repeat.sinceLastTry().left(repeat.pause());
    }
    Duration heartbeat = settings.lease().heartbeat();
    boolean flushes = hasNews && settings.logFlush().compareTo(heartbeat) < 0;
    return lease.left(flushes ? settings.logFlush() : heartbeat);
  }

  /**
   * Renews the lease for another length, bringing what is new to the row on the way. Only while the
   * job's process lives (Time 6): a lease without a process would only keep others away.
   *
   * @param news asked for when a new request is made, not when one is repeated
   * @return what the row has now of the news; empty when nothing is certain
   */
  Optional<Notes> renew(Supplier<Notes> news) {
    Renewal request = pending;
    if (request == null) {
      request = Renewal.first(renewal(news.get()), ports.time());
    }
    return switch (ports.store().apply(request.transition())) {
      case Answer.Applied(Job now) -> renewed(now, request);
      case Answer.Applied(Unreadable row) ->
          lost("its row became unreadable: " + String.join(" ", row.problems()));
      case Answer.Stale(Reading current) ->
          hasScriptEnded(current) ? followed() : lost("somebody else has changed the job");
      case Answer.TooLarge(String why) -> slimmed(why);
      case Answer.Refused(String why, String remedy) -> repeated(request, why + " " + remedy);
      case Answer.Unclear(String why) -> repeated(request, why);
    };
  }

  private Transition.Renew renewal(Notes notes) {
    return new Transition.Renew(fence, settings.lease().length(), notes, ports.time().instant());
  }

  private Optional<Notes> renewed(Job now, Renewal request) {
    job = now;
    lease = request.started();
    pending = null;
    ports.tell(new EngineEvent.Renewed(now, lease.elapsed()));
    return Optional.of(request.transition().notes());
  }

  private Optional<Notes> repeated(Renewal request, String why) {
    Duration pause =
        Backoff.fullJitter(
            ClaimTaker.RETRY_FIRST, ClaimTaker.RETRY_MOST, request.tries(), ports.random());
    pending = request.again(pause, ports.time());
    Duration left = lease.left(settings.lease().usable());
    ports.tell(new EngineEvent.RenewalUnclear(job, why, left));
    return Optional.empty();
  }

  /** The row has no room for the log; the lease matters more. */
  private Optional<Notes> slimmed(String why) {
    pending = Renewal.first(renewal(Notes.NONE), ports.time());
    ports.tell(
        new EngineEvent.Warned(
            job, EngineEvent.Warned.Topic.STORE, "the log does not fit into the row: " + why));
    return Optional.empty();
  }

  private Optional<Notes> followed() {
    pending = null;
    return Optional.empty();
  }

  private Optional<Notes> lost(String why) {
    lostBecause = why;
    overtaken = true;
    pending = null;
    return Optional.empty();
  }

  /**
   * Whether the row is still ours and only its status has been set by the job's own script, which
   * does so without touching the version (CONTRACT §3). Then that status is kept.
   */
  private boolean hasScriptEnded(@Nullable Reading current) {
    if (!(current instanceof Job now)
        || !fence.claimId().equals(now.tenure().claimId())
        || !now.tenure().isOurs()
        || !Move.ADOPT.mayStartFrom(now.state())) {
      return false;
    }
    job = now;
    fence = fence.withStatus(now.status());
    return true;
  }

  /**
   * Ends the claim with this change, or with the script's own end where it has written one. Asks
   * until the answer is known: the process is gone, so waiting costs a slot and risks nothing, and
   * the fence holds however late it is.
   */
  Closing end(Transition wanted) throws InterruptedException {
    Transition request = fence.status().isTerminal() ? Adoption.of(wanted, fence, job) : wanted;
    Signal pause = ports.tasks().signal();
    for (int tries = 1; ; tries++) {
      Answer answer = ports.store().apply(request);
      if (answer instanceof Answer.Applied(Reading after)) {
        return new Closing.Written(request, after);
      }
      Optional<Transition> next = next(answer, request);
      if (next.isEmpty()) {
        return new Closing.Rejected(request, "somebody else has changed the job");
      }
      if (next.get().equals(request)) {
        ports.tell(new EngineEvent.ResultDelayed(job, words(answer), tries));
        pause.await(
            Backoff.fullJitter(
                ClaimTaker.RETRY_FIRST, ClaimTaker.RETRY_MOST, tries, ports.random()));
      }
      request = next.get();
    }
  }

  /** What to send after that answer: the same again, something that fits, or nothing. */
  private Optional<Transition> next(Answer answer, Transition request) {
    return switch (answer) {
      case Answer.Stale(Reading current) ->
          !(request instanceof Transition.Adopt) && hasScriptEnded(current)
              ? Optional.of(Adoption.of(request, fence, job))
              : Optional.empty();
      case Answer.TooLarge _ -> Slimming.of(request).or(() -> Optional.of(request));
      case Answer.Applied _, Answer.Refused _, Answer.Unclear _ -> Optional.of(request);
    };
  }

  private static String words(Answer answer) {
    return switch (answer) {
      case Answer.Refused(String why, String remedy) -> why + " " + remedy;
      case Answer.TooLarge(String why) -> why;
      case Answer.Unclear(String why) -> why;
      case Answer.Applied _, Answer.Stale _ -> answer.toString();
    };
  }
}
