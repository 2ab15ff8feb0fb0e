package delphi.jobs.engine;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits that grow, with randomness so that many who wait for the same thing do not come at once.
 */
final class Backoff {
  private Backoff() {}

  /**
   * Anything between nothing and a cap that doubles with each try ("full jitter").
   *
   * @param tries how often it has failed already, from 1
   */
  static Duration fullJitter(Duration first, Duration most, int tries, RandomGenerator random) {
    return scaled(grown(first, 2, most, tries), random.nextDouble());
  }

  /**
   * A wait that grows by a factor with each try, give or take a fifth.
   *
   * @param tries how often it has waited already, from 0
   */
  static Duration growing(
      Duration first, double factor, Duration most, int tries, RandomGenerator random) {
    return scaled(grown(first, factor, most, tries + 1), 0.8 + 0.4 * random.nextDouble());
  }

  private static Duration grown(Duration first, double factor, Duration most, int tries) {
    double millis = first.toMillis() * Math.pow(factor, Math.max(0, tries - 1));
    return millis >= most.toMillis() ? most : Duration.ofMillis((long) millis);
  }

  private static Duration scaled(Duration span, double factor) {
    return Duration.ofMillis(Math.max(1, (long) (span.toMillis() * factor)));
  }
}
