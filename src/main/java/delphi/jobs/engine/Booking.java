package delphi.jobs.engine;

import delphi.jobs.handler.JobHandler;
import delphi.jobs.job.Because;
import delphi.jobs.job.Job;
import delphi.jobs.job.Outcome;
import delphi.jobs.job.Results;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.journal.Booked;
import delphi.jobs.store.journal.OrderBook;
import delphi.jobs.store.journal.OrderEntry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps an impatient reload from paying a second time: before one attempt orders, it looks whether
 * another job orders the same, or waits for it. Confined to the attempt's thread.
 */
final class Booking {
  /** How long a job waits that does not know yet whether it has to order. */
  private static final Duration WAIT = Duration.ofMinutes(1);

  /** The book may change between two looks; it does not do so for ever. */
  private static final int TRIES = 5;

  private final Claim claim;
  private final Ports ports;
  private final JournalWatch journal;
  private final Signal wake;

  Booking(Claim claim, Ports ports, JournalWatch journal, Signal wake) {
    this.claim = claim;
    this.ports = ports;
    this.journal = journal;
    this.wake = wake;
  }

  /**
   * Enters that this claim orders.
   *
   * @return how the attempt ends because somebody else orders the same; empty when it may order
   */
  Optional<Outcome> book(JobHandler handler, String marker) throws InterruptedException {
    OrderBook book = ports.journal();
    Optional<String> request = handler.request(claim.job());
    if (book == null || request.isEmpty()) {
      return Optional.empty();
    }
    OrderEntry entry =
        OrderEntry.of(request.get(), claim.job().id(), marker, ports.time().instant());
    OrderEntry before = null;
    for (int tries = 1; tries <= TRIES && claim.whyLost().isEmpty(); tries++) {
      switch (book.book(entry, before)) {
        case Booked.Done() -> {
          journal.answered();
          return Optional.empty();
        }
        case Booked.Refused(String why, String remedy) -> {
          // Nobody's book is kept here; each row still orders once.
          journal.failed(why, remedy);
          return Optional.empty();
        }
        case Booked.Taken(OrderEntry there) -> {
          Optional<Outcome> other = other(there);
          if (other.isPresent()) {
            return other;
          }
          before = there;
        }
        case Booked.Unclear _ ->
            wake.await(
                Backoff.fullJitter(
                    ClaimTaker.RETRY_FIRST, ClaimTaker.RETRY_MOST, tries, ports.random()));
      }
    }
    return Optional.of(later("It is not known yet whether another job orders the same."));
  }

  /** What the job that was entered before us means for us; empty when we may take its place. */
  private Optional<Outcome> other(OrderEntry there) {
    if (there.jobId().equals(claim.job().id())) {
      return Optional.empty();
    }
    try {
      Job first = ports.store().find(there.jobId()).orElse(null) instanceof Job job ? job : null;
      return switch (Rival.of(there, first, ports.time().instant())) {
        case Rival.Gone _ -> Optional.empty();
        case Rival.Undecided(String why) -> Optional.of(later(why));
        case Rival.Waits(String batchId) -> Optional.of(joined(there.jobId(), batchId));
      };
    } catch (StoreException unanswered) {
      String why = "Job " + there.jobId() + " orders the same, and its row cannot be read now.";
      return Optional.of(later(why));
    }
  }

  private static Outcome later(String why) {
    return new Outcome.Later(why, WAIT, Because.OTHER_ORDER);
  }

  private static Outcome joined(String jobId, String batchId) {
    String said =
        "Joined: job "
            + jobId
            + " waits for batch "
            + batchId
            + " of the same request; nothing was"
            + " ordered.";
    return new Outcome.Succeeded(
        new Results(
            true,
            null,
            null,
            said,
            null,
            null,
            Map.of("joined", Map.of("job_id", jobId, "batch_id", batchId))));
  }
}
