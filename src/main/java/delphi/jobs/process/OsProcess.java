package delphi.jobs.process;

import static java.util.Objects.requireNonNull;

import delphi.jobs.process.ProcessResult.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A command that runs, as its owner holds it: its deadlines, and the one reason why it ends. The
 * first reason wins; what comes later can make the end come faster, but not be another one.
 */
final class OsProcess implements RunningProcess {
  /** How much later than its time a command is asked to end at most, so that we can look at it. */
  private static final Duration HEADSTART = Duration.ofMillis(800);

  private final Containment.Tree tree;
  private final Limits limits;
  private final Redaction redaction;
  private final ScheduledExecutorService timer;
  private final AtomicReference<@Nullable End> end = new AtomicReference<>();

  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile @Nullable Coroner coroner;
  private volatile @Nullable Sources sources;

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Future<?>> alarms = new ArrayList<>();
  private @Nullable Future<?> deadlineAlarm;
  private long deadlineNanos;
  private boolean over;

  OsProcess(
      Containment.Tree tree, Limits limits, Redaction redaction, ScheduledExecutorService timer) {
    this.redaction = redaction;
    this.tree = tree;
    this.limits = limits;
    this.timer = timer;
  }

  /** Its time runs from now on. */
  void startClock(Sources itsSources) {
    sources = itsSources;
    TimeLimits times = limits.times();
    setAlarm(times.run(), () -> timeOut(TimeLimits.Kind.RUN, times.run()));
    Duration left = times.left();
    if (left != null) {
      setAlarm(left, () -> timeOut(TimeLimits.Kind.TOTAL, requireNonNull(times.total())));
    }
    if (times.silence() != null) {
      watchSilence(times.silence(), itsSources);
    }
  }

  @Override
  public long pid() {
    return tree.pid();
  }

  @Override
  public void keepUntil(long newDeadlineNanos) {
    lock.lock();
    try {
      if (over) {
        return;
      }
      if (deadlineAlarm != null) {
        deadlineAlarm.cancel(false);
      }
      if (deadlineAlarm == null || deadlineNanos != newDeadlineNanos) {
        tree.keepUntil(newDeadlineNanos);
      }
      deadlineNanos = newDeadlineNanos;
      deadlineAlarm =
          timer.schedule(
              this::abandon, newDeadlineNanos - SteadyClock.nanos(), TimeUnit.NANOSECONDS);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Duration quiet() {
    Sources begun = sources;
    return begun == null ? Duration.ZERO : begun.quiet();
  }

  @Override
  public void stop() {
    if (end.compareAndSet(null, new End.Stopped())) {
      terminate();
    }
  }

  @Override
  public void kill() {
    end.compareAndSet(null, new End.Stopped());
    tree.kill();
  }

  /** It has ended: by itself, as its tree tells it, unless there was another reason before. */
  End ended(End own) {
    End first = end.compareAndExchange(null, own);
    return first == null ? own : first;
  }

  /** What it was doing when its time was over; waits for that a moment, and only then. */
  Optional<Autopsy> autopsy() throws InterruptedException {
    Coroner begun = coroner;
    return begun == null ? Optional.empty() : begun.findings();
  }

  /** It is gone: from now on every request and every alarm comes too late. */
  void close() {
    tree.forget();
    lock.lock();
    try {
      over = true;
      alarms.forEach(alarm -> alarm.cancel(false));
      if (deadlineAlarm != null) {
        deadlineAlarm.cancel(false);
      }
    } finally {
      lock.unlock();
    }
  }

  private void watchSilence(Duration max, Sources itsSources) {
    Duration left = max.minus(itsSources.quiet());
    if (left.isPositive()) {
      setAlarm(left, () -> watchSilence(max, itsSources));
    } else {
      timeOut(TimeLimits.Kind.SILENCE, max);
    }
  }

  private void timeOut(TimeLimits.Kind kind, Duration limit) {
    if (end.compareAndSet(null, new End.TimedOut(kind, limit))) {
      setAlarm(HEADSTART, this::terminateOnce);
      coroner =
          Coroner.begin(
              "process-" + pid() + "-autopsy",
              tree::processes,
              redaction,
              () -> setAlarm(Duration.ZERO, this::terminateOnce));
    }
  }

  private void terminateOnce() {
    if (asked.compareAndSet(false, true)) {
      terminate();
    }
  }

  private void abandon() {
    if (isPastDeadline()) {
      end.compareAndSet(null, new End.Abandoned());
      tree.kill();
    }
  }

  /** The kill is arranged first: whatever the polite way does, this comes. */
  private void terminate() {
    setAlarm(limits.times().grace(), tree::kill);
    tree.terminate();
  }

  /** An alarm that has begun to ring when the deadline was moved finds it ahead again. */
  private boolean isPastDeadline() {
    lock.lock();
    try {
      return SteadyClock.nanos() - deadlineNanos >= 0;
    } finally {
      lock.unlock();
    }
  }

  private void setAlarm(Duration delay, Runnable action) {
    lock.lock();
    try {
      if (!over) {
        // Saturating: a time-out may be longer than a long of nanoseconds.
        long nanos = TimeUnit.NANOSECONDS.convert(delay);
        alarms.removeIf(Future::isDone);
        alarms.add(timer.schedule(action, nanos, TimeUnit.NANOSECONDS));
      }
    } finally {
      lock.unlock();
    }
  }
}
