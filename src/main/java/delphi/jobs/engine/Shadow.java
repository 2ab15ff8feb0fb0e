package delphi.jobs.engine;

import delphi.jobs.handler.HandlerSettings.Scripts;
import delphi.jobs.handler.JobHandler;
import delphi.jobs.handler.Plan;
import delphi.jobs.job.Job;
import delphi.jobs.job.Transition;
import delphi.jobs.store.ReadOnlyStore;
import delphi.jobs.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A poller that only looks: it decides by the same code as {@link Poller} what it would take, free
 * and put aside, tells it with the exact command, and watches what others then do. It decides on
 * each job as if a slot were free.
 *
 * <p>It cannot do more: its store refuses writes, and it has nothing that starts a process.
 * Everything happens on the thread that calls {@link #run}.
 */
public final class Shadow {
  /** The oldest waiting jobs that one look decides on. */
  static final int LOOK_MOST = 1_000;

  /** Decisions that are looked after at once, each with one read. */
  static final int FOLLOW_MOST = 100;

  private final Ports ports;
  private final EngineSettings settings;
  private final Signal wake;
  private final ShadowBook book;
  private final Turns turns;
  private final Candidates candidates;
  private final Rescuer rescuer;
  private final StoreWatch table;
  private final AtomicBoolean stopAsked = new AtomicBoolean();
  private Stopwatch sinceNews;
  private boolean hasLooked;

  /**
   * @param world of which only the store is read, and the listener told
   * @param scripts whose names a log of others may mention
   */
  public Shadow(Ports world, EngineSettings settings, Scripts scripts) {
    this.ports = world.with(new ReadOnlyStore(world.store(), this::wouldWrite));
    this.settings = settings;
    this.wake = ports.tasks().signal();
    this.book =
        new ShadowBook(
            Set.of(
                ShadowBook.fileName(scripts.pipeline()),
                ShadowBook.fileName(scripts.narrativeBatch()),
                ShadowBook.fileName(scripts.batchStatus())));
    Slots slots = new Slots(settings.slots());
    SetAside none = new SetAside(ports.time(), Duration.ZERO);
    this.turns = new Turns(ports);
    this.candidates = new Candidates(ports, settings, slots, none, turns, new Window());
    this.rescuer = new Rescuer(ports, settings, slots);
    this.table = new StoreWatch(ports, settings.interval());
    this.sinceNews = Stopwatch.start(ports.time());
  }

  /** Looks until it is told to stop, and returns what it has seen. */
  public ShadowTally run() throws InterruptedException {
    tell(new ShadowFact.Started(settings));
    while (true) {
      pass();
      if (isDone()) {
        break;
      }
      Duration pause = table.untilNextTry();
      wake.await(pause.isZero() ? settings.interval() : pause);
    }
    tell(new ShadowFact.Stopped(book.tally()));
    return book.tally();
  }

  /** Ends after what it does now. */
  public void stop() {
    stopAsked.set(true);
    wake.raise();
  }

  private boolean isDone() {
    ExitRule rule = settings.exit();
    Duration idle = rule.idle();
    return stopAsked.get()
        || (rule.whenEmpty() && hasLooked)
        || (idle != null && sinceNews.hasReached(idle))
        || (rule.jobsMax() > 0 && book.tally().decided() >= rule.jobsMax());
  }

  private void pass() {
    try {
      candidates.offer(rescuer.sweep());
      look();
      follow();
      table.answered(StoreWatch.Side.READING);
      hasLooked = true;
    } catch (StoreException unanswered) {
      table.failed(
          StoreWatch.Side.READING, String.valueOf(unanswered.getMessage()), unanswered.remedy());
    }
  }

  private void look() {
    for (int looked = 0; looked < LOOK_MOST; looked++) {
      Optional<Job> next = candidates.next();
      if (next.isEmpty()) {
        return;
      }
      Job job = next.get();
      if (book.isNew(job)) {
        turns.occupied(job).ifPresentOrElse(why -> turns.waits(job, why), () -> decide(job));
      }
    }
  }

  private void decide(Job job) {
    sinceNews = Stopwatch.start(ports.time());
    JobHandler handler = ports.handlers().handlerFor(job).orElseThrow();
    switch (handler.plan(job)) {
      case Plan.Run run -> {
        book.wouldRun(job, handler.name(), run.command().argv(), sinceNews);
        tell(new ShadowFact.WouldRun(job, handler.name(), run.command(), run.warnings()));
      }
      case Plan.Impossible(String why) -> {
        book.wouldRefuse(job, sinceNews);
        tell(new ShadowFact.WouldRefuse(job, why));
      }
    }
  }

  private void follow() {
    for (ShadowBook.Entry entry : book.toFollow(FOLLOW_MOST)) {
      ShadowFact news = book.look(entry, ports.store().find(entry.jobId()).orElse(null));
      if (news != null) {
        sinceNews = Stopwatch.start(ports.time());
        tell(news);
      }
    }
  }

  private void wouldWrite(Transition change) {
    if (book.isNew(change)) {
      tell(new ShadowFact.WouldWrite(change));
    }
  }

  private void tell(ShadowFact fact) {
    ports.tell(new EngineEvent.InShadow(fact));
  }
}
