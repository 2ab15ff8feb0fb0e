package delphi.jobs.engine;

import delphi.jobs.store.dynamodb.DynamoLimits;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How fast a poller in a brown-out lives, and how long the brown-outs last. The long form is that
 * of the settings by default; the short one has about a tenth of everything, so that the
 * proportions are the same, but a longer lease, so that a busy machine does not lose it.
 *
 * @param normal how long the requests of good times are counted
 */
record Pace(
    Duration lease,
    Duration interval,
    Duration sweep,
    DynamoLimits limits,
    Duration normal,
    Duration throttling,
    Duration latency,
    Duration blackHole) {
  private static final Pace SHORT =
      new Pace(
          Duration.ofSeconds(18),
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          new DynamoLimits(
              Duration.ofMillis(700), Duration.ofSeconds(3), 3, 20, 20, Duration.ofSeconds(30)),
          Duration.ofSeconds(6),
          Duration.ofSeconds(5),
          Duration.ofMillis(1_500),
          Duration.ofSeconds(30));

  private static final Pace LONG =
      new Pace(
          Duration.ofSeconds(120),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          DynamoLimits.DEFAULT,
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          Duration.ofMinutes(5));

  /** The short form, unless {@code -Dlong=true}. */
  static Pace ofThisRun() {
    return Boolean.getBoolean("long") ? LONG : SHORT;
  }

  EngineSettings settings(Path channels) {
    return EngineSettings.defaults("us", channels)
        .withSlots(2)
        .withInterval(interval)
        .withSweep(sweep)
        .withLease(LeaseSettings.ofLength(lease));
  }

  /** After so long at most, on a busy machine, a poller is at work again. */
  Duration recovery() {
    return interval.multipliedBy(2).plus(limits.callTimeout()).plusSeconds(2);
  }
}
