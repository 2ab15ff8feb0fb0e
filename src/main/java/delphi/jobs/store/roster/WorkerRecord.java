package delphi.jobs.store.roster;

import java.time.Duration;
import java.time.Instant;

/**
 * What one poller has last published of itself; bounded, and without a secret.
 *
 * @param id what it calls itself in the rows that it holds
 */
public record WorkerRecord(
    String id, Program program, Presence presence, Load load, Scope scope, Health health) {
  /** One that has not said that it ends is of interest for a day of silence. */
  private static final Duration KEEP_SILENT = Duration.ofDays(1);

  /** So that somebody who wonders where it went can see it. */
  private static final Duration KEEP_STOPPED = Duration.ofHours(1);

  public WorkerRecord {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a worker has an id");
    }
  }

  public Standing standing() {
    return presence.standing();
  }

  /** From then on nobody misses the record, and the store may drop it. */
  public Instant expiresAt() {
    return presence.beatAt().plus(standing() == Standing.STOPPED ? KEEP_STOPPED : KEEP_SILENT);
  }

  /** Whether it is there at that time, as far as its beats tell. */
  public boolean isPresentAt(Instant time) {
    return standing() != Standing.STOPPED && time.isBefore(presence.silentFrom());
  }
}
