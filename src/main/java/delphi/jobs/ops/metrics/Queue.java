package delphi.jobs.ops.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What stood in the table at one moment, as far as it was counted.
 *
 * @param pending jobs that wait, by the label of their type
 * @param parked those that wait for a time, by the same
 * @param inFlight under a lease that is good
 * @param overdue whose lease has run out
 * @param oldestPending how long the oldest that waits has existed
 * @param oldestBatch how long the oldest batch that one waits for has been on order
 * @param rows that were read for it
 * @param isExact false when there are more of them
 * @param pollers by their standing
 * @param slots of those that are there
 * @param busy of these slots
 */
record Queue(
    Instant at,
    Map<String, Integer> pending,
    Map<String, Integer> parked,
    int held,
    int inFlight,
    int overdue,
    Duration oldestPending,
    Duration oldestBatch,
    int rows,
    boolean isExact,
    Map<String, Integer> pollers,
    int slots,
    int busy) {
  Queue {
    pending = Map.copyOf(pending);
    parked = Map.copyOf(parked);
    pollers = Map.copyOf(pollers);
  }
}
