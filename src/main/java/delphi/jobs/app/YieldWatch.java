package delphi.jobs.app;

import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.EngineListener;
import delphi.jobs.engine.Signal;
import delphi.jobs.engine.ThreadTasks;
import delphi.jobs.migration.Comparison;
import delphi.jobs.migration.Finished;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks, whenever a job of ours has ended, whether ours fails more often than the older pollers,
 * and then has the poller drain and end. Ours are counted from the start of this poller on, so that
 * one that was mended gets a fair trial; theirs are those among the newest jobs.
 */
final class YieldWatch implements EngineListener, AutoCloseable {
  private static final Duration LONG = Duration.ofDays(1);

  private final FinishedJobs jobs;
  private final Rule rule;
  private final Instant start;
  private final EngineListener log;
  private final Signal news;
  private final Signal closing;
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private final AtomicBoolean hasYielded = new AtomicBoolean();

  /**
   * When to yield, and how often to look.
   *
   * @param newest so many jobs that have ended
   * @param limit of the chance that our failures are chance
   * @param gap between two looks
   */
  record Rule(int newest, double limit, Duration gap) {
    static Rule of(Settings settings) {
      return new Rule(
          settings.number(Setting.YIELD_JOBS),
          Form.Percentage.thousandths(settings.required(Setting.YIELD_CHANCE)) / 1_000.0,
          settings.span(Setting.INTERVAL));
    }
  }

  YieldWatch(FinishedJobs jobs, Rule rule, Instant start, EngineListener log) {
    this.jobs = jobs;
    this.rule = rule;
    this.start = start;
    this.log = log;
    this.news = new ThreadTasks().signal();
    this.closing = new ThreadTasks().signal();
  }

  /**
   * Watches from now on.
   *
   * @param drain makes the poller end
   */
  void start(Runnable drain) {
    new ThreadTasks().start("yield-watch", () -> watch(drain));
  }

  @Override
  public void hear(EngineEvent event) {
    if (event instanceof EngineEvent.Ended) {
      news.raise();
    }
  }

  /** Whether ours was worse. */
  boolean hasYielded() {
    return hasYielded.get();
  }

  @Override
  public void close() {
    isClosed.set(true);
    news.raise();
    closing.raise();
  }

  private void watch(Runnable drain) {
    try {
      while (!isClosed.get() && !hasYielded.get()) {
        news.await(LONG);
        if (isClosed.get()) {
          return;
        }
        why()
            .ifPresent(why -> {
              hasYielded.set(true);
              log.hear(new EngineEvent.Yielding(why));
              drain.run();
            });
        closing.await(rule.gap());
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<String> why() {
    try {
      List<Finished> newest =
          jobs.newest(new JobFilter(null, null, null, null, rule.newest())).stream()
              .filter(this::counts)
              .toList();
      return Comparison.of(newest).whyOursIsWorse(rule.limit());
    } catch (StoreException unanswered) {
      // The poller tells of it; the next end of a job is the next look.
      return Optional.empty();
    }
  }

  private boolean counts(Finished job) {
    Instant ended = job.endedAt();
    return !job.isOurs() || (ended != null && !ended.isBefore(start));
  }
}
