package delphi.jobs.engine;

import java.time.Duration;
import java.time.Instant;

/** Clocks that a test turns by hand. */
final class TurnableTime implements Time {
  static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private Instant wall = START;
  private long nanos;

  @Override
  public synchronized Instant instant() {
    return wall;
  }

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  /** Time passes. */
  synchronized void pass(Duration span) {
    wall = wall.plus(span);
    nanos += span.toNanos();
  }

  /** The machine is suspended: the wall clock goes on, the monotonic one does not. */
  synchronized void suspend(Duration span) {
    wall = wall.plus(span);
  }

  /** Somebody sets the wall clock. */
  synchronized void setWallBack(Duration span) {
    wall = wall.minus(span);
  }
}
