package delphi.jobs.engine;

import delphi.jobs.cost.Tab;
import delphi.jobs.job.Job;
import delphi.jobs.job.State;
import delphi.jobs.process.Command;
import delphi.jobs.store.chronicle.Actor;
import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.chronicle.Facts;
import delphi.jobs.store.chronicle.Happening;
import delphi.jobs.store.chronicle.Notebook;
import delphi.jobs.store.chronicle.Noted;
import delphi.jobs.store.chronicle.PackedPage;
import delphi.jobs.store.chronicle.PageText;
import delphi.jobs.store.chronicle.Recipe;
import delphi.jobs.store.chronicle.Step;
import delphi.jobs.store.roster.Enrolment;
import delphi.jobs.store.roster.Program;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Carries what happens to jobs to the chronicle, on a task of its own, so that whoever changes a
 * job never waits for it: {@link NoteDrafts} says what makes a page. A page whose answer did not
 * come is sent again, unchanged.
 */
final class NoteCourier implements Notebook {
  /** How long the end of a poller waits for what is still to be carried. */
  static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration PAUSE_FIRST = Duration.ofMillis(500);
  private static final Duration PAUSE_MOST = Duration.ofSeconds(30);

  private final Ports ports;
  private final Chronicle chronicle;
  private final JournalWatch watch;
  private final EngineSettings settings;
  private final Signal poller;
  private final Signal wake;
  private final NoteDrafts drafts;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final AtomicBoolean over = new AtomicBoolean();

  private NoteCourier(
      Ports ports,
      Chronicle chronicle,
      JournalWatch watch,
      EngineSettings settings,
      Signal poller) {
    this.ports = ports;
    this.chronicle = chronicle;
    this.watch = watch;
    this.settings = settings;
    this.poller = poller;
    this.wake = ports.tasks().signal();
    this.drafts = new NoteDrafts(ports.time());
  }

  /** One for the chronicle of this world, which may have none. */
  static @Nullable NoteCourier of(
      Ports ports, JournalWatch watch, EngineSettings settings, Signal poller) {
    Chronicle chronicle = ports.chronicle();
    return chronicle == null ? null : new NoteCourier(ports, chronicle, watch, settings, poller);
  }

  void start() {
    ports.tasks().start("history", this::work);
  }

  @Override
  public void note(String jobId, Happening happening) {
    if (drafts.add(jobId, happening)) {
      wake.raise();
    }
  }

  /** What was run is known when it runs, and to nobody later. */
  void heard(EngineEvent event) {
    if (event instanceof EngineEvent.AttemptStarted(Job job, long _, Command command)) {
      Long version = job.tenure().version();
      String recipe =
          Recipe.of(command.argv(), command.directory(), command.environment().keySet())
              .hiding(command.secrets(), command.environment())
              .text();
      note(
          job.id(),
          new Happening(
              Step.START,
              version == null ? 0 : version,
              ports.time().instant(),
              State.PROCESSING,
              State.PROCESSING,
              Actor.worker(settings.workerId()),
              "",
              job.tenure().attempt(),
              started(recipe)));
    }
  }

  private Map<String, String> started(String recipe) {
    Enrolment enrolment = ports.enrolment();
    if (enrolment == null) {
      return Map.of(Facts.RECIPE, recipe);
    }
    Program program = enrolment.program();
    return Map.of(
        Facts.RECIPE,
        recipe,
        Facts.PROGRAM,
        program.version(),
        Facts.HOST,
        program.host(),
        Facts.SETTINGS,
        program.settings());
  }

  /** Brings what is left, as soon as possible, and ends; waits for that for a while. */
  void finish() throws InterruptedException {
    Stopwatch since = Stopwatch.start(ports.time());
    closing.set(true);
    wake.raise();
    while (!over.get() && !since.hasReached(PATIENCE)) {
      poller.await(since.left(PATIENCE));
    }
  }

  private void work() {
    try {
      carry();
      tellLost(drafts.giveUp());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      over.set(true);
      poller.raise();
    }
  }

  private void carry() throws InterruptedException {
    Stopwatch closed = null;
    while (true) {
      if (closed == null && closing.get()) {
        closed = Stopwatch.start(ports.time());
      }
      Duration wait = drafts.untilNext(closed != null, IDLE);
      if (wait.isZero()) {
        NoteDrafts.Draft next = drafts.take();
        PackedPage page =
            PageText.pack(
                next.jobId(),
                next.happenings(),
                ports.time().instant().plus(settings.log().keep()));
        if (!isBrought(page, next.tab())) {
          drafts.lost(next.happenings().size());
          return;
        }
      } else if (closed != null) {
        return;
      } else {
        wake.await(wait);
      }
    }
  }

  /** False when the poller ends before it could be. */
  private boolean isBrought(PackedPage page, Tab tab) throws InterruptedException {
    Stopwatch closed = null;
    for (int tries = 0; ; tries++) {
      switch (tab.asking(() -> chronicle.add(page))) {
        case Noted.Done() -> {
          if (tries > 0) {
            // Only who has complained may say that it is over: logs may be refused all the same.
            watch.answered();
          }
          tellLost(drafts.takeLost());
          return true;
        }
        case Noted.Unclear(String why) -> watch.failed(why, null);
        case Noted.Refused(String why, String remedy) -> watch.failed(why, remedy);
      }
      Duration pause = Backoff.growing(PAUSE_FIRST, 2, PAUSE_MOST, tries, ports.random());
      Stopwatch sinceFailure = Stopwatch.start(ports.time());
      while (!left(sinceFailure, pause).isZero()) {
        if (closed == null && closing.get()) {
          closed = Stopwatch.start(ports.time());
        }
        if (closed != null && (closed.hasReached(PATIENCE) || !watch.untilNextTry().isZero())) {
          return false;
        }
        wake.await(left(sinceFailure, pause));
      }
    }
  }

  private Duration left(Stopwatch since, Duration pause) {
    Duration refused = watch.untilNextTry();
    Duration left = since.left(pause);
    return refused.compareTo(left) > 0 ? refused : left;
  }

  private void tellLost(long happenings) {
    if (happenings > 0) {
      ports.tell(new EngineEvent.HistoryLost(happenings));
    }
  }
}
