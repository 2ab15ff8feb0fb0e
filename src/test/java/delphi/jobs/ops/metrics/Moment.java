package delphi.jobs.ops.metrics;

import delphi.jobs.engine.Time;
import java.time.Duration;
import java.time.Instant;

/** A clock that a test turns. */
final class Moment implements Time {
  private volatile Instant now;

  Moment(Instant now) {
    this.now = now;
  }

  void pass(Duration span) {
    now = now.plus(span);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public long nanos() {
    return Duration.between(Instant.EPOCH, now).toNanos();
  }
}
