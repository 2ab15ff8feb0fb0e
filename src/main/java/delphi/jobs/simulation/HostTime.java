package delphi.jobs.simulation;

import delphi.jobs.engine.Time;
import java.time.Instant;

/** The clocks of one host: a wall clock that is wrong and may jump, and a steady one. */
final class HostTime implements Time {
  /** When every history begins. */
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Timeline timeline;
  private long errorNanos;

  HostTime(Timeline timeline, long errorNanos) {
    this.timeline = timeline;
    this.errorNanos = errorNanos;
  }

  /** What a right clock shows. */
  static Instant right(Timeline timeline) {
    return START.plusNanos(timeline.now());
  }

  @Override
  public Instant instant() {
    return START.plusNanos(timeline.now() + errorNanos);
  }

  @Override
  public long nanos() {
    return timeline.now();
  }

  /** Somebody sets the wall clock. */
  void setError(long nanos) {
    errorNanos = nanos;
  }
}
