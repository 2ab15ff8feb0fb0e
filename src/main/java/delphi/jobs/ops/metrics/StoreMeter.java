package delphi.jobs.ops.metrics;

import java.time.Duration;
import java.util.Map;

/** Counts what goes to the store and what it costs. Safe for use by many threads. */
public final class StoreMeter {
  /** In the place of an index's name: the table itself. */
  private static final String TABLE = "table";

  /** The trouble that comes and goes, in the word that all stores have for it. */
  private static final String UNAVAILABLE = "unavailable";

  private final Meters meters;

  StoreMeter(Meters meters) {
    this.meters = meters;
  }

  /** A request has come to its end. */
  public void answered(String operation, String outcome, Duration took) {
    meters.count(Family.REQUESTS, 1, operation, outcome);
    // From zero on, so that the first failure is seen as a rise.
    meters.count(Family.REQUESTS, 0, operation, UNAVAILABLE);
    meters.observe(Family.REQUEST_DURATION, took, operation);
  }

  /**
   * What a request has cost.
   *
   * @param table that it was about
   * @param units without those of the indexes
   * @param indexes by the index's name
   */
  public void cost(boolean isWrite, String table, double units, Map<String, Double> indexes) {
    String kind = isWrite ? "write" : "read";
    if (units > 0) {
      meters.count(Family.UNITS, units, kind, table, TABLE);
    }
    indexes.forEach((index, more) -> meters.count(Family.UNITS, more, kind, table, index));
  }
}
