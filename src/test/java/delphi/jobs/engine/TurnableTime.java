package delphi.jobs.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Clocks that a test turns by hand, and what is to happen when they reach a time. */
final class TurnableTime implements Time {
  static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private final TreeMap<Long, Runnable> plans = new TreeMap<>();
  private Instant wall = START;
  private long nanos;

  @Override
  public Instant instant() {
    return wall;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  /** Something that happens when so much more time has passed. */
  void after(Duration span, Runnable action) {
    plans.merge(
        nanos + span.toNanos(),
        action,
        (first, second) ->
            () -> {
              first.run();
              second.run();
            });
  }

  /** Time passes, and what was planned happens at its time. */
  void pass(Duration span) {
    long until = nanos + span.toNanos();
    for (Map.Entry<Long, Runnable> next = due(until); next != null; next = due(until)) {
      plans.remove(next.getKey());
      turnTo(next.getKey());
      next.getValue().run();
    }
    turnTo(until);
  }

  private Map.@Nullable Entry<Long, Runnable> due(long until) {
    Map.Entry<Long, Runnable> next = plans.firstEntry();
    return next == null || next.getKey() > until ? null : next;
  }

  private void turnTo(long then) {
    wall = wall.plusNanos(then - nanos);
    nanos = then;
  }

  /** The machine is suspended: the wall clock goes on, the monotonic one does not. */
  void suspend(Duration span) {
    wall = wall.plus(span);
  }

  /** Somebody sets the wall clock. */
  void setWallBack(Duration span) {
    wall = wall.minus(span);
  }
}
