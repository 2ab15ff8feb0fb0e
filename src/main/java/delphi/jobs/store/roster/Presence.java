package delphi.jobs.store.roster;

import java.time.Duration;
import java.time.Instant;

/**
 * That a poller is there, as of its newest beat.
 *
 * @param beatAt when it published this, by its own clock
 * @param interval between two beats
 */
public record Presence(Standing standing, Instant startedAt, Instant beatAt, Duration interval) {
  private static final int BEATS_MISSED = 3;

  public Presence {
    if (!interval.isPositive()) {
      throw new IllegalArgumentException("beats lie apart");
    }
  }

  /** From when on its silence means something: one late beat means nothing. */
  public Instant silentFrom() {
    return beatAt.plus(interval.multipliedBy(BEATS_MISSED));
  }
}
