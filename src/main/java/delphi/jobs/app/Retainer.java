package delphi.jobs.app;

import delphi.jobs.cost.Tab;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Times;
import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.EngineListener;
import delphi.jobs.engine.Signal;
import delphi.jobs.engine.ThreadTasks;
import delphi.jobs.job.Job;
import delphi.jobs.ops.RetentionLines;
import delphi.jobs.retention.Retired;
import delphi.jobs.retention.Retirement;
import delphi.jobs.retention.Rota;
import delphi.jobs.retention.Vault;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.chronicle.Actor;
import delphi.jobs.store.row.RowReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Retires rows beside a poller, on a thread of its own that nothing waits for: a request at a time,
 * no more units a second than are allowed, and a tenth of them while all slots are busy. Of all
 * pollers of a table one does it at a time.
 */
final class Retainer implements EngineListener, AutoCloseable {
  /** How often it looks whether it is time; the look is one read. */
  private static final Duration LOOK_MOST = Duration.ofMinutes(5);

  private static final Duration PROGRESS = Duration.ofMinutes(1);

  /** For the row that is on its way when the poller ends. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Session session;
  private final OpenStore store;
  private final Rota rota;
  private final String worker;
  private final Duration every;
  private final Duration age;
  private final String place;
  private final int slots;
  private final Signal closing;
  private final Signal over;
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private final AtomicBoolean isOver = new AtomicBoolean();
  private final AtomicBoolean isBusy = new AtomicBoolean();

  private Retainer(Session session, OpenStore store, String worker, Duration every) {
    Settings settings = session.settings();
    this.session = session;
    this.store = store;
    this.rota = new Rota(store.register(), worker);
    this.worker = worker;
    this.every = every;
    this.age = settings.spanIfGiven(Setting.RETAIN_OLDER_THAN).orElseThrow(Retainer::unsaid);
    this.place = settings.text(Setting.RETAIN_TO).orElseThrow(Retainer::unsaid);
    this.slots = settings.number(Setting.MAX_WORKERS);
    ThreadTasks tasks = new ThreadTasks();
    this.closing = tasks.signal();
    this.over = tasks.signal();
  }

  private static Problem unsaid() {
    return new Problem(
        Exit.CONFIGURATION,
        Setting.RETAIN_EVERY.variable(),
        "it is not said which rows are to go, and where",
        "Set DELPHI_RETAIN_OLDER_THAN and DELPHI_RETAIN_TO too.");
  }

  /** One that works from now on; null where the settings want none. */
  static @Nullable Retainer start(Session session, OpenStore store, String worker) {
    Duration every = session.settings().spanIfGiven(Setting.RETAIN_EVERY).orElse(null);
    if (every == null) {
      return null;
    }
    Retainer retainer = new Retainer(session, store, worker, every);
    new ThreadTasks().start("retention", retainer::work);
    return retainer;
  }

  @Override
  public void hear(EngineEvent event) {
    if (event instanceof EngineEvent.Passed(int busy, long _)) {
      isBusy.set(busy >= slots);
    }
  }

  /** Stops after the row that is on its way. */
  @Override
  public void close() {
    isClosed.set(true);
    closing.raise();
    try {
      if (!isOver.get()) {
        over.await(PATIENCE);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      while (!isClosed.get()) {
        runIfDue();
        closing.await(every.compareTo(LOOK_MOST) < 0 ? every : LOOK_MOST);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      isOver.set(true);
      over.raise();
    }
  }

  private void runIfDue() {
    try {
      if (rota.begin(session.now(), every)) {
        run();
      }
    } catch (StoreException unanswered) {
      // The poller itself tells of a table that does not answer; this waits for the next look.
      RetentionLines.failed(String.valueOf(unanswered.getMessage()));
    }
  }

  private void run() {
    Instant before = session.now().minus(age);
    RetentionLines.begun(Times.iso(before), place);
    Tab tab = new Tab();
    tab.during(() -> {
      try (Vault vault = Vaults.open(place, session)) {
        Retired retired = retirement(vault, tab).run(before);
        rota.end(session.now(), retired);
        RetentionLines.over(
            retired.exported(), retired.removed(), stay(retired), retired.isStopped());
      } catch (IOException | RuntimeException failed) {
        RetentionLines.failed(String.valueOf(failed.getMessage()));
        rota.fail(session.now(), String.valueOf(failed.getMessage()));
      }
    });
  }

  private static String stay(Retired retired) {
    return retired.stayed().entrySet().stream()
        .map(each -> "; stay (" + each.getKey().words() + "): " + each.getValue())
        .collect(Collectors.joining());
  }

  private Retirement retirement(Vault vault, Tab tab) {
    Farewell farewell =
        new Farewell(
            store.chronicle(),
            Actor.worker(worker),
            place,
            session.surroundings().clock(),
            RetentionLines::failed);
    Pace pace =
        new Pace(session.settings().number(Setting.RETAIN_UNITS), tab::units, System::nanoTime);
    return new Retirement(
        store.table(),
        new RowReader(store.naiveZone()),
        store.removal(),
        vault,
        new Retirement.Watcher() {
          private Instant told = session.now();
          private int removed;

          @Override
          public void exported(String name, int rows) {
            RetentionLines.exported(name, rows);
          }

          @Override
          public void leaving(Job job, String name) {
            farewell.note(job, name);
          }

          @Override
          public boolean removed() {
            removed++;
            return looked();
          }

          @Override
          public boolean looked() {
            if (session.now().isAfter(told.plus(PROGRESS))) {
              told = session.now();
              RetentionLines.progress(
                  removed, tab.units().read() + tab.units().write(), pace.elapsed());
              if (!rota.goOn(told)) {
                return false;
              }
            }
            return waited(pace.due(isBusy.get()));
          }
        });
  }

  /** False when the poller ends. */
  private boolean waited(Duration span) {
    try {
      if (span.isPositive() && !isClosed.get()) {
        closing.await(span);
      }
      return !isClosed.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
