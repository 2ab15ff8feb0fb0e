package delphi.jobs.engine;

import java.time.Duration;

/**
 * How far the server's clock is ahead of ours, as one answer tells it; behind, when negative.
 *
 * @param least by so much at least
 * @param most by so much at most
 */
public record ClockDifference(Duration least, Duration most) {
  /** Whether it is certain that the clocks differ by more than that, either way. */
  public boolean isCertainlyBeyond(Duration limit) {
    return least.compareTo(limit) > 0 || most.compareTo(limit.negated()) < 0;
  }

  /** Whether it is certain that they do not. */
  boolean isCertainlyWithin(Duration limit) {
    return most.compareTo(limit) <= 0 && least.compareTo(limit.negated()) >= 0;
  }

  /** The middle of what is possible. */
  public Duration likely() {
    return least.plus(most).dividedBy(2);
  }
}
