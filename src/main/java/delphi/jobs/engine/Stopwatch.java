package delphi.jobs.engine;

import java.time.Duration;
import java.time.Instant;

/**
 * Time that has passed since a moment: the larger of what the two clocks say (PROTOCOL, Time 3), so
 * that neither a suspended machine nor a clock that was set back makes a lease look younger.
 */
record Stopwatch(Time time, Instant wallStart, long nanosStart) {
  static Stopwatch start(Time time) {
    return new Stopwatch(time, time.instant(), time.nanos());
  }

  Duration elapsed() {
    Duration monotonic = Duration.ofNanos(time.nanos() - nanosStart);
    Duration wall = Duration.between(wallStart, time.instant());
    return wall.compareTo(monotonic) > 0 ? wall : monotonic;
  }

  boolean hasReached(Duration span) {
    return elapsed().compareTo(span) >= 0;
  }

  /** What is left of a span; zero when it is over. */
  Duration left(Duration span) {
    Duration left = span.minus(elapsed());
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** The moment that lies a span after the start, on the monotonic clock. */
  long nanosAfter(Duration span) {
    return nanosStart + span.toNanos();
  }
}
