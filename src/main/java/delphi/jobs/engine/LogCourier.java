package delphi.jobs.engine;

import delphi.jobs.cost.Tab;
import delphi.jobs.job.Job;
import delphi.jobs.store.journal.Added;
import delphi.jobs.store.journal.Journal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Carries the full log of one attempt to the journal, a chunk at a time and on a task of its own,
 * so that a journal that is slow or gone keeps neither a renewal nor an end waiting.
 *
 * <p>A chunk whose answer did not come is sent again, unchanged, before any other: readers go
 * forward only.
 */
final class LogCourier {
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration PAUSE_FIRST = Duration.ofMillis(500);
  private static final Duration PAUSE_MOST = Duration.ofSeconds(30);

  private final Ports ports;
  private final Journal journal;
  private final JournalWatch watch;
  private final LogSettings settings;
  private final Job job;
  private final FullLog log;
  private final Signal wake;
  private final Signal attempt;
  private final Tab tab = Tab.current();
  private final AtomicReference<@Nullable Stopwatch> closing = new AtomicReference<>();
  private final AtomicBoolean over = new AtomicBoolean();
  private Stopwatch sinceAdded;
  private @Nullable Stopwatch sinceFailure;
  private Duration pause = Duration.ZERO;
  private int failures;

  LogCourier(
      Ports ports,
      Journal journal,
      JournalWatch watch,
      LogSettings settings,
      Job job,
      FullLog log,
      Signal attempt) {
    this.ports = ports;
    this.journal = journal;
    this.watch = watch;
    this.settings = settings;
    this.job = job;
    this.log = log;
    this.attempt = attempt;
    this.wake = ports.tasks().signal();
    this.sinceAdded = Stopwatch.start(ports.time());
  }

  void start() {
    ports.tasks().start("log-" + job.id(), () -> tab.during(this::work));
  }

  /** There is something to carry. */
  void wake() {
    wake.raise();
  }

  /** Brings what is left, as soon as possible, and ends. */
  void close() {
    closing.compareAndSet(null, Stopwatch.start(ports.time()));
    wake.raise();
  }

  /** Whether it has ended. */
  boolean isOver() {
    return over.get();
  }

  private void work() {
    try {
      carry();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      over.set(true);
      attempt.raise();
    }
  }

  private void carry() throws InterruptedException {
    while (true) {
      Stopwatch closed = closing.get();
      Duration wait = untilNext(closed != null);
      if (wait.isPositive()) {
        Duration left = closed == null ? wait : closed.left(settings.patience());
        if (left.isZero() || (closed != null && watch.untilNextTry().isPositive())) {
          return;
        }
        wake.await(wait.compareTo(left) < 0 ? wait : left);
        continue;
      }
      FullLog.Sealed next = log.next();
      if (next != null) {
        add(next);
      } else if (closed != null) {
        return;
      }
    }
  }

  private Duration untilNext(boolean isClosing) {
    if (!log.hasSealed() && !log.hasOpen()) {
      return isClosing ? Duration.ZERO : IDLE;
    }
    Duration refused = watch.untilNextTry();
    if (refused.isPositive()) {
      return refused;
    }
    Stopwatch failed = sinceFailure;
    if (failed != null) {
      return failed.left(pause);
    }
    return isClosing || log.hasSealed() ? Duration.ZERO : sinceAdded.left(settings.flush());
  }

  private void add(FullLog.Sealed chunk) {
    sinceAdded = Stopwatch.start(ports.time());
    switch (journal.add(chunk.packed())) {
      case Added.Done() -> {
        log.written(chunk);
        answered();
      }
      case Added.Taken(String why) -> {
        log.lost(chunk);
        answered();
        ports.tell(new EngineEvent.Warned(job, EngineEvent.Warned.Topic.STORE, why));
      }
      case Added.Unclear(String why) -> failed(why, null);
      case Added.Refused(String why, String remedy) -> failed(why, remedy);
    }
  }

  private void answered() {
    failures = 0;
    sinceFailure = null;
    watch.answered();
  }

  private void failed(String why, @Nullable String remedy) {
    failures++;
    pause = Backoff.growing(PAUSE_FIRST, 2, PAUSE_MOST, failures - 1, ports.random());
    sinceFailure = Stopwatch.start(ports.time());
    watch.failed(why, remedy);
  }
}
