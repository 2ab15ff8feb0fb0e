package delphi.jobs.engine;

import delphi.jobs.handler.JobHandler;
import delphi.jobs.job.Because;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Job;
import delphi.jobs.job.Lease;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Results;
import delphi.jobs.job.State;
import delphi.jobs.job.Transition;
import delphi.jobs.process.Rung;
import delphi.jobs.store.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Frees jobs whose holder is gone, and finds parked ones that are due. Needs no free slot. Confined
 * to the poller's thread.
 */
final class Rescuer {
  private final Ports ports;
  private final EngineSettings settings;
  private final Slots slots;
  private final ClockWatch clocks;
  private final Vigil vigil;
  private final Conclusion conclusion;
  private final Set<String> told = new HashSet<>();
  private @Nullable Stopwatch sinceLook;
  private Duration pause = Duration.ZERO;

  Rescuer(Ports ports, EngineSettings settings, Slots slots) {
    this.ports = ports;
    this.settings = settings;
    this.slots = slots;
    this.clocks = new ClockWatch(ports, settings.lease());
    this.conclusion = new Conclusion(ports);
    this.vigil = new Vigil(ports.time(), settings.lease());
  }

  /** How long until a look can show anything. */
  Duration untilDue() {
    Stopwatch since = sinceLook;
    return since == null ? Duration.ZERO : since.left(pause);
  }

  /** Frees what can be freed, and returns the parked jobs, due or not. */
  List<Job> sweep() {
    Instant now = ports.time().instant();
    Stopwatch watch = Stopwatch.start(ports.time());
    List<Job> parked = new ArrayList<>();
    Vista vista = Vista.over(ports.store(), settings, now);
    sinceLook = watch;
    pause = vista.next();
    // Asked after the query, whose answer has told the server's clock.
    boolean mistrusts = clocks.differ();
    for (Reading reading : vista.rows()) {
      if (!(reading instanceof Job job) || slots.holds(job.id())) {
        continue;
      }
      if (job.state() == State.PARKED) {
        parked.add(job);
      } else if (job.state() == State.PROCESSING
          && hasExpired(job, now)
          && isAbandoned(job, now, mistrusts)) {
        rescue(job, now);
      }
    }
    vigil.forgetOthers();
    return parked;
  }

  private static boolean hasExpired(Job job, Instant now) {
    Lease lock = job.tenure().lease();
    return lock != null && lock.expiredAt(now);
  }

  /**
   * Whether it is certain that the holder's process is gone; where the clock cannot be trusted, it
   * has to stand still in our sight as well.
   */
  private boolean isAbandoned(Job job, Instant now, boolean mistrusts) {
    return isOver(job, now) && (!mistrusts || vigil.hasStoodStill(job));
  }

  private boolean isOver(Job job, Instant now) {
    if (isOfAnotherShare(job)) {
      return false;
    }
    if (Abandonment.isCertain(job, settings.lease(), now)) {
      return true;
    }
    boolean foreign = job.tenure().lease() != null && !job.tenure().isOurs();
    if (foreign && told.size() < SetAside.MOST && told.add(job.id())) {
      ports.tell(new EngineEvent.ForeignOverdue(job));
    }
    return false;
  }

  /** What another fleet has begun of its own part is that fleet's to free. */
  private boolean isOfAnotherShare(Job job) {
    return !job.tenure().isOurs() && !settings.types().share().covers(job);
  }

  /**
   * Whether nothing can be left of the newest attempt, now that its lease is over. Pollers of other
   * kinds say nothing of that; for them there is only their job's time.
   */
  private static boolean isSurelyGone(Job job) {
    String containment = job.tenure().containment();
    return !job.tenure().isOurs()
        || (containment != null && Rung.of(containment).filter(Rung::endsWithUs).isPresent());
  }

  private void rescue(Job job, Instant now) {
    Optional<JobHandler> handler = ports.handlers().handlerFor(job);
    if (handler.isEmpty()) {
      return;
    }
    String why =
        "Worker "
            + job.tenure().workerId()
            + " let its lease run out during attempt "
            + job.tenure().attempt()
            + ".";
    if (job.marks().cancelRequestedAt() != null) {
      String open = job.openOrder().map(order -> " " + order.question(job.id())).orElse("");
      giveUp(job, Ending.CANCELLED, StopReason.CANCELLED.words() + " " + why + open, now);
    } else if (Purchase.mayHavePaid(handler.get(), job)) {
      hold(job, why, now);
    } else if (handler.get().perConversation() > 0 && !isSurelyGone(job)) {
      holdUnproved(job, why, now);
    } else if (RetryPolicy.hasAttemptsLeft(job)) {
      Transition rescue = new Transition.Rescue(job.seen(), why, now);
      if (isApplied(rescue)) {
        ports.tell(new EngineEvent.Rescued(job, why));
      }
    } else {
      giveUp(job, Ending.FAILED, why + " No attempts are left.", now);
    }
  }

  private void giveUp(Job job, Ending ending, String why, Instant now) {
    Because because = ending == Ending.FAILED ? Because.ATTEMPTS_USED_UP : Because.OPERATOR;
    Results results = Results.failure(why).because(because);
    Transition giveUp = new Transition.GiveUp(job.seen(), ending, results, now);
    if (ports.store().apply(giveUp) instanceof Answer.Applied(Reading after)) {
      ports.tell(new EngineEvent.GivenUp(job, ending, why));
      // What could not be done now, the job that waits for this one does at its own deadline.
      conclusion.draw(after, why);
    }
  }

  /** What it may have paid for must not be paid for twice; a person decides. */
  private void hold(Job job, String why, Instant now) {
    String reason =
        why
            + " "
            + job.openOrder()
                .map(order -> order.question(job.id()))
                .orElse("It may have spent money, so it is not repeated without being asked.");
    if (isApplied(held(job, reason, Because.MAY_HAVE_PAID, now))) {
      ports.tell(new EngineEvent.Held(job, reason));
    }
  }

  /** Two of them at once would destroy each other's work; a person looks whether one still runs. */
  private void holdUnproved(Job job, String why, Instant now) {
    String reason =
        why
            + " What it has started may still run on the host of worker "
            + job.tenure().workerId()
            + ": end it there, then release this job.";
    if (isApplied(held(job, reason, Because.MAY_STILL_RUN, now))) {
      ports.tell(new EngineEvent.Held(job, reason));
    }
  }

  private static Transition held(Job job, String reason, Because because, Instant now) {
    Notes notes = Notes.NONE.because(because, job.seen());
    return new Transition.Hold(job.seen(), reason, notes, now);
  }

  /** An answer that is not certain needs no care here: the next sweep looks again. */
  private boolean isApplied(Transition transition) {
    return ports.store().apply(transition) instanceof Answer.Applied;
  }
}
