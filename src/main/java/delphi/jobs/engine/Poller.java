package delphi.jobs.engine;

import delphi.jobs.cost.Tab;
import delphi.jobs.engine.StoreWatch.Side;
import delphi.jobs.job.Job;
import delphi.jobs.job.Lease;
import delphi.jobs.job.Reading;
import delphi.jobs.job.State;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.chronicle.Actor;
import delphi.jobs.store.chronicle.ChronicledStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Looks for jobs and gives them to attempts, as many at once as there are slots; one per process.
 *
 * <p>Everything but the attempts happens on the thread that calls {@link #run}. It waits in one
 * place, for as long as nothing can be due, and is woken when a slot frees.
 */
public final class Poller {
  private static final Duration SET_ASIDE = Duration.ofSeconds(5);
  private static final Duration LEARNING_MOST = Duration.ofSeconds(2);
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(5);

  private final Ports ports;
  private final EngineSettings settings;
  private final Signal wake;
  private final Slots slots;
  private final ClaimTaker taker;
  private final Window window = new Window();
  private final SetAside setAside;
  private final Turns turns;
  private final DueTimes dueTimes = new DueTimes();
  private final Candidates candidates;
  private final Rescuer rescuer;
  private final Conclusion conclusion;
  private final Outbox outbox;
  private final JournalWatch journal;
  private final Learner learner;
  private final @Nullable NoteCourier notes;
  private final Replay replay;
  private final StoreWatch table;
  private final Attendance attendance;
  private final Queue<Landing> landings = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean drainAsked = new AtomicBoolean();
  private final AtomicBoolean haste = new AtomicBoolean();
  private final AtomicBoolean refusesRenewals = new AtomicBoolean();
  private final AtomicBoolean lookAsked = new AtomicBoolean();
  private @Nullable Stopwatch draining;
  private @Nullable Stopwatch sinceSweep;
  private Stopwatch sinceWork;
  private boolean forced;
  private boolean mayFollow;
  private long jobsTaken;

  public Poller(Ports world, EngineSettings settings) {
    Ports told = world.alsoTelling(this::heard);
    this.settings = settings;
    this.wake = told.tasks().signal();
    this.journal = new JournalWatch(told);
    this.notes = NoteCourier.of(told, journal, settings, wake);
    this.ports = notes == null ? told : noting(told, notes, settings.workerId());
    this.slots = new Slots(settings.slots());
    this.taker = new ClaimTaker(ports, settings);
    this.setAside = new SetAside(ports.time(), SET_ASIDE);
    this.turns = new Turns(ports);
    this.candidates = new Candidates(ports, settings, slots, setAside, turns, window);
    this.rescuer = new Rescuer(ports, settings, slots);
    this.conclusion = new Conclusion(ports);
    this.outbox = new Outbox(ports);
    this.learner = new Learner(ports, wake);
    this.replay = new Replay(ports, outbox, slots);
    this.table = new StoreWatch(ports, settings.interval());
    this.attendance = new Attendance(ports, settings, slots::held);
    this.sinceWork = Stopwatch.start(ports.time());
  }

  private static Ports noting(Ports world, NoteCourier notes, String workerId) {
    return world
        .with(new ChronicledStore(world.store(), Actor.worker(workerId), notes))
        .alsoTelling(notes::heard);
  }

  /** Works until it is told to go and everything it runs has ended. */
  public void run() throws InterruptedException {
    if (notes != null) {
      notes.start();
    }
    ports.tell(new EngineEvent.PollerStarted(settings, ports.processes().containment()));
    attendance.begin();
    while (!(isDraining() && slots.isEmpty())) {
      pass();
      ports.tell(new EngineEvent.Passed(slots.busy(), jobsTaken));
      if (!(isDraining() && slots.isEmpty())) {
        wake.await(untilNextPass());
      }
    }
    takeLandings();
    awaitLearner();
    if (notes != null) {
      notes.finish();
    }
    ports.tell(new EngineEvent.PollerStopped(jobsTaken));
    attendance.end(haste.get());
  }

  /** Takes no more jobs, waits a while for those that run, then stops them and hands them back. */
  public void drain() {
    drainAsked.set(true);
    wake.raise();
  }

  /** Drains without waiting for what runs, nor for a table that does not answer. */
  public void drainNow() {
    haste.set(true);
    drain();
  }

  /** Looks at the table at once, because somebody knows that there is something new. */
  public void lookNow() {
    lookAsked.set(true);
    wake.raise();
  }

  /** The newest run may still be on its way to the register. */
  private void awaitLearner() throws InterruptedException {
    Stopwatch since = Stopwatch.start(ports.time());
    while (!learner.isIdle() && !haste.get() && since.left(LEARNING_MOST).isPositive()) {
      wake.await(since.left(LEARNING_MOST));
    }
  }

  private void pass() {
    try {
      takeLandings();
      if (drainAsked.get()) {
        drainPass();
      } else if (table.untilNextTry().isZero()) {
        fill();
        exitIfDone();
      }
      exitIfIdle();
    } catch (StoreException unanswered) {
      table.failed(Side.READING, String.valueOf(unanswered.getMessage()), unanswered.remedy());
    } catch (RuntimeException unforeseen) {
      ports.tell(new EngineEvent.PassFailed(unforeseen));
      table.failed(
          Side.READING, "a pass failed: " + unforeseen, "This is a defect; please report it.");
    }
  }

  private void fill() {
    if (lookAsked.getAndSet(false)) {
      candidates.lookAgain();
    }
    Stopwatch swept = sinceSweep;
    if (swept == null || swept.hasReached(settings.sweep())) {
      replay.sweep().forEach(this::remember);
      sinceSweep = Stopwatch.start(ports.time());
    }
    if (rescuer.untilDue().isZero()) {
      List<Job> due = new ArrayList<>();
      for (Job parked : rescuer.sweep()) {
        if (isDue(parked)) {
          due.add(parked);
        } else {
          remember(parked);
        }
      }
      candidates.offer(due);
    }
    if (slots.isFree()) {
      candidates.offer(due());
    }
    while (slots.isFree()) {
      // Whoever freed the slot has first told how it ended, and the next choice depends on that.
      takeLandings();
      Optional<Job> next = mayTakeMore() ? candidates.next() : Optional.empty();
      if (next.isEmpty()) {
        break;
      }
      start(next.get());
    }
  }

  private List<Job> due() {
    List<Job> due = new ArrayList<>();
    for (String id : dueTimes.takeDue(ports.time().instant(), Candidates.PAGE)) {
      if (!(ports.store().find(id).orElse(null) instanceof Job job)) {
        continue;
      }
      if (job.state() == State.PARKED && isDue(job)) {
        due.add(job);
      } else if (job.state() == State.PARKED) {
        remember(job);
      } else {
        conclusion.tidy(job);
      }
    }
    return due;
  }

  private boolean isDue(Job parked) {
    Lease lock = parked.tenure().lease();
    return lock != null && lock.expiredAt(ports.time().instant());
  }

  private void start(Job candidate) {
    Signal signal = ports.tasks().signal();
    StopRequest stop = new StopRequest(signal);
    slots.take(candidate.id(), stop);
    turns.begun(candidate);
    Tab tab = new Tab();
    ports
        .tasks()
        .start("job-" + candidate.id(), () -> tab.during(() -> attempt(candidate, stop, signal)));
  }

  /** Reaches for a job and sees to it; on a thread of its own. */
  private void attempt(Job candidate, StopRequest stop, Signal signal) {
    try {
      Optional<String> occupied = turns.occupied(candidate);
      if (occupied.isPresent()) {
        landings.add(new Landing.Waits(candidate, occupied.get()));
        return;
      }
      Taken taken = taker.take(candidate, stop, signal);
      landings.add(new Landing.Reached(candidate, taken));
      if (taken instanceof Taken.Won(Claim claim)) {
        Attempt attempt = new Attempt(claim, ports, settings, outbox, journal, turns, stop, signal);
        landings.add(new Landing.Over(candidate, attempt.run()));
        attempt.completed().ifPresent(run -> learner.learn(candidate.type(), run));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException unforeseen) {
      ports.tell(new EngineEvent.AttemptFailed(candidate, unforeseen));
    } finally {
      slots.free(candidate.id());
      wake.raise();
    }
  }

  private void takeLandings() {
    for (Landing landing = landings.poll(); landing != null; landing = landings.poll()) {
      if (!(landing instanceof Landing.Waits)) {
        sinceWork = Stopwatch.start(ports.time());
      }
      switch (landing) {
        case Landing.Waits(Job candidate, String why) -> turns.waits(candidate, why);
        case Landing.Reached(Job candidate, Taken.Missed(String why)) -> {
          turns.over(candidate);
          table.answered(Side.WRITING);
          window.lost();
          candidates.forget();
          setAside.add(candidate.id());
          ports.tell(new EngineEvent.ClaimMissed(candidate, why));
        }
        case Landing.Reached(Job _, Taken.Unwritable(String why, String remedy)) ->
            table.failed(Side.WRITING, why, remedy);
        case Landing.Reached(Job _, Taken.Won _) -> {
          table.answered(Side.WRITING);
          window.won();
          jobsTaken++;
        }
        case Landing.Rewritten(Job _) -> table.answered(Side.WRITING);
        case Landing.Unwritten(Job _, String why, String remedy) ->
            table.failed(Side.WRITING, why, remedy);
        case Landing.Over(Job candidate, Optional<Reading> after) -> {
          setAside.add(candidate.id());
          if (turns.over(candidate)) {
            candidates.lookAgain();
          }
          after.ifPresent(this::remember);
          mayFollow = true;
        }
      }
    }
  }

  private void remember(Reading after) {
    if (after instanceof Job job && job.state() == State.PARKED) {
      Lease due = job.tenure().lease();
      Instant dueAt = due == null ? null : due.expiresAt();
      if (dueAt != null) {
        dueTimes.park(job.id(), dueAt);
      }
    }
  }

  /** What the poller itself learns from events; those about looks are told on its own thread. */
  private void heard(EngineEvent event) {
    attendance.hear(event);
    if (event instanceof EngineEvent.Followed) {
      lookNow();
    } else if (event instanceof EngineEvent.Polled(int found, Duration _)) {
      table.answered(Side.READING);
      if (found == 0) {
        // There is nothing to write, so nothing is known against it any more.
        table.answered(Side.WRITING);
      }
    } else if (event instanceof EngineEvent.ResultKept(Job job, _, String why, String remedy)) {
      String usual = "The end of job " + job.id() + " is kept and written when the table answers.";
      landings.add(new Landing.Unwritten(job, why, remedy == null ? usual : remedy));
    } else if (event instanceof EngineEvent.RenewalUnclear(Job job, String why, String remedy, _)
        && remedy != null) {
      refusesRenewals.set(true);
      landings.add(new Landing.Unwritten(job, why, remedy));
      wake.raise();
    } else if (event instanceof EngineEvent.Renewed(Job job, _)
        && refusesRenewals.getAndSet(false)) {
      landings.add(new Landing.Rewritten(job));
      wake.raise();
    }
  }

  private boolean mayTakeMore() {
    int most = settings.exit().jobsMax();
    return most == 0 || jobsTaken + slots.busy() < most;
  }

  private void exitIfDone() {
    ExitRule rule = settings.exit();
    if (slots.isEmpty() && landings.isEmpty()) {
      boolean enough = rule.jobsMax() > 0 && jobsTaken >= rule.jobsMax();
      if (enough || (rule.whenEmpty() && isEmpty(rule))) {
        drainAsked.set(true);
      }
    }
  }

  /**
   * What an ended job has left to be done may be seen only by a look that begins a little later.
   */
  private boolean isEmpty(ExitRule rule) {
    if (!candidates.isEmpty() || lookAsked.get()) {
      return false;
    }
    if (rule.lag().isZero() || !mayFollow) {
      return true;
    }
    if (sinceWork.hasReached(rule.lag())) {
      mayFollow = false;
      candidates.lookAnew();
    }
    return false;
  }

  /** Whether the table answers or not: it is time without work that costs money. */
  private void exitIfIdle() {
    Duration idle = settings.exit().idle();
    boolean rests = slots.isEmpty() && landings.isEmpty();
    if (idle != null && rests && sinceWork.hasReached(idle)) {
      drainAsked.set(true);
    }
  }

  private boolean isDraining() {
    return drainAsked.get();
  }

  private void drainPass() {
    Stopwatch since = draining;
    if (since == null) {
      since = Stopwatch.start(ports.time());
      draining = since;
      ports.tell(new EngineEvent.Draining(slots.busy(), settings.drainPatience()));
    }
    if (!forced && (haste.get() || since.hasReached(settings.drainPatience()))) {
      forced = true;
      ports.tell(new EngineEvent.DrainForced(slots.busy()));
      slots.stopAll();
    }
    if (haste.get()) {
      slots.hurryAll();
    }
  }

  /**
   * How long nothing can be due. Never nothing at all: a pass that changes nothing must not spin.
   */
  private Duration untilNextPass() {
    Duration wait = settings.sweep();
    Stopwatch swept = sinceSweep;
    if (swept != null) {
      wait = swept.left(settings.sweep());
    }
    Stopwatch since = draining;
    if (isDraining()) {
      wait =
          since == null || forced
              ? settings.sweep()
              : shorter(settings.sweep(), since.left(settings.drainPatience()));
    } else if (!table.untilNextTry().isZero()) {
      wait = table.untilNextTry();
    } else {
      wait = shorter(wait, rescuer.untilDue());
    }
    if (!isDraining() && table.untilNextTry().isZero() && slots.isFree() && mayTakeMore()) {
      wait = candidates.isEmpty() ? shorter(wait, candidates.untilLook()) : Duration.ZERO;
      wait = dueTimes.untilNext(ports.time().instant(), wait);
    }
    ExitRule rule = settings.exit();
    Duration idle = rule.idle();
    if (idle != null && slots.isEmpty()) {
      wait = shorter(wait, sinceWork.left(idle));
    }
    boolean waits = rule.whenEmpty() && mayFollow && !rule.lag().isZero();
    if (waits && slots.isEmpty() && table.untilNextTry().isZero()) {
      wait = shorter(wait, sinceWork.left(rule.lag()));
    }
    return wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
