package delphi.jobs.app.bench;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a store was asked for, and what that cost.
 *
 * @param requests by kind, retries included
 * @param conditionsFailed writes that were refused because the row had changed
 * @param readUnits DynamoDB's units of reading; 0 elsewhere
 * @param writeUnits DynamoDB's units of writing, by index; the table itself is {@link #TABLE}
 */
record Counts(
    Map<String, Long> requests,
    long conditionsFailed,
    double readUnits,
    Map<String, Double> writeUnits) {
  static final String TABLE = "table";

  /** The table beside it, in which the logs are. */
  static final String JOURNAL = "journal";

  /** The one index that a poller cannot do without. */
  private static final String STATUS_INDEX = "StatusCreatedIndex";

  Counts {
    requests = new TreeMap<>(requests);
    writeUnits = new TreeMap<>(writeUnits);
  }

  long allRequests() {
    return requests.values().stream().mapToLong(Long::longValue).sum();
  }

  double allWriteUnits() {
    return writeUnits.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** As if the table had only the index that a poller needs. */
  double leastWriteUnits() {
    return writeUnits.getOrDefault(TABLE, 0.0) + writeUnits.getOrDefault(STATUS_INDEX, 0.0);
  }

  /** What has come since an earlier count. */
  Counts since(Counts earlier) {
    Map<String, Long> moreRequests = new TreeMap<>();
    requests.forEach(
        (name, count) -> moreRequests.put(name, count - earlier.requests.getOrDefault(name, 0L)));
    Map<String, Double> moreUnits = new TreeMap<>();
    writeUnits.forEach(
        (name, units) -> moreUnits.put(name, units - earlier.writeUnits.getOrDefault(name, 0.0)));
    moreRequests.values().removeIf(count -> count == 0);
    return new Counts(
        moreRequests,
        conditionsFailed - earlier.conditionsFailed,
        readUnits - earlier.readUnits,
        moreUnits);
  }
}
