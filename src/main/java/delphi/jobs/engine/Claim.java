package delphi.jobs.engine;

import delphi.jobs.job.Fence;
import delphi.jobs.job.Job;
import delphi.jobs.job.Lease;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.Answer;
import java.time.Duration;
import java.time.Instant;
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
  private boolean fullTold;

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
    if (lostBecause == null && isLeaseOver()) {
      lostBecause = "the lease could not be renewed in time";
    }
    return Optional.ofNullable(lostBecause);
  }

  /** Whether the time is over in which nobody else takes the job. */
  boolean isLeaseOver() {
    return lease.hasReached(settings.lease().usable());
  }

  /** How long it still is until then. */
  Duration leaseLeft() {
    return lease.left(settings.lease().usable());
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
    boolean flushes = hasNews && settings.log().rowFlush().compareTo(heartbeat) < 0;
    return lease.left(flushes ? settings.log().rowFlush() : heartbeat);
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
          Adoption.scriptsEnd(fence, current)
              .map(this::followed)
              .orElseGet(() -> lost("somebody else has changed the job"));
      case Answer.TooLarge(String why) -> slimmed(request, why);
      case Answer.Refused(String why, String remedy) -> repeated(request, why, remedy);
      case Answer.Unclear(String why) -> repeated(request, why, null);
    };
  }

  private Transition.Renew renewal(Notes notes) {
    return new Transition.Renew(
        fence, settings.lease().length(), notes, ports.time().instant(), lockFrom());
  }

  /** Never earlier than the row has it already, though our clock may have been set back. */
  private Instant lockFrom() {
    Instant latest = ports.serverClock().latest();
    Lease lock = job.tenure().lease();
    Instant until = lock == null ? null : lock.expiresAt();
    Instant before = until == null ? latest : until.minus(settings.lease().length());
    return before.isAfter(latest) ? before : latest;
  }

  private Optional<Notes> renewed(Job now, Renewal request) {
    job = now;
    lease = request.started();
    pending = null;
    ports.tell(new EngineEvent.Renewed(now, lease.elapsed()));
    return Optional.of(request.transition().notes());
  }

  private Optional<Notes> repeated(Renewal request, String why, @Nullable String remedy) {
    Duration left = leaseLeft();
    Duration pause =
        Renewal.pause(settings.lease().heartbeat(), left, request.tries(), ports.random());
    pending = request.again(pause, ports.time());
    ports.tell(new EngineEvent.RenewalUnclear(job, why, remedy, left));
    return Optional.empty();
  }

  /** The row has no room for the news; the lease matters more. Told once a claim. */
  private Optional<Notes> slimmed(Renewal request, String why) {
    Notes wanted = request.transition().notes();
    Notes less = Slimming.of(request.transition()).map(Transition.Noted::notes).orElse(Notes.NONE);
    if (less.equals(wanted)) {
      return repeated(request, why, null);
    }
    pending = Renewal.first(renewal(less), ports.time());
    if (!fullTold) {
      fullTold = true;
      ports.tell(
          new EngineEvent.Warned(
              job, EngineEvent.Warned.Topic.STORE, "the log does not fit into the row: " + why));
    }
    return Optional.empty();
  }

  /** The script has set the status itself; the lease goes on under it. */
  private Optional<Notes> followed(Job now) {
    job = now;
    fence = fence.withStatus(now.status());
    pending = null;
    return Optional.empty();
  }

  private Optional<Notes> lost(String why) {
    lostBecause = why;
    overtaken = true;
    pending = null;
    return Optional.empty();
  }

  /** Makes a change that leaves the claim as it is. */
  Answer write(Transition.OfBasis change) {
    Answer answer = ports.store().apply(change);
    if (answer instanceof Answer.Applied(Job now)) {
      job = now;
    }
    return answer;
  }

  /** Somebody else has changed the job, as the answer to such a change has told. */
  void overtaken() {
    lost("somebody else has changed the job");
  }

  /** The end of this claim, to be sent; the script's own end where it has written one. */
  EndWrite ending(Transition.Noted wanted) {
    Transition.Noted request =
        fence.status().isTerminal() ? Adoption.of(wanted, fence, job) : wanted;
    return new EndWrite(ports.store(), fence, request);
  }
}
