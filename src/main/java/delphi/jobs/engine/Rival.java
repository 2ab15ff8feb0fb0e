package delphi.jobs.engine;

import delphi.jobs.job.Job;
import delphi.jobs.store.journal.OrderEntry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the job that is entered in the order book means for another one that asks for the same. It
 * is read from that job's row, which alone knows how far it is.
 */
sealed interface Rival {
  /** No provider works on a batch for longer, so nothing is waited for that is older. */
  Duration OLDEST = Duration.ofHours(26);

  /** It does not stand in the way: it orders nothing, or what it ordered is done. */
  record Gone() implements Rival {}

  /** It may be about to order, or have ordered; ask again later. */
  record Undecided(String why) implements Rival {}

  /** It waits for its batch. */
  record Waits(String batchId) implements Rival {}

  /**
   * Judges it.
   *
   * @param first the job of the entry; null when its row is gone or cannot be read
   */
  static Rival of(OrderEntry entry, @Nullable Job first, Instant now) {
    if (first == null || entry.at().plus(OLDEST).isBefore(now) || first.state().isTerminal()) {
      return new Gone();
    }
    String batchId = first.batch().batchId();
    if (batchId != null) {
      return new Waits(batchId);
    }
    return switch (first.state()) {
      case PROCESSING, FOREIGN ->
          new Undecided("Job " + first.id() + " asks for the same and is ordering it.");
      case PENDING, RECHECK, PARKED, HELD ->
          first.openOrder().isPresent()
              ? new Undecided(
                  "Job "
                      + first.id()
                      + " may have ordered the same. `delphi reconcile "
                      + first.id()
                      + "` finds out.")
              : new Gone();
      case COMPLETED, FAILED, CANCELLED, QUARANTINED -> new Gone();
    };
  }
}
