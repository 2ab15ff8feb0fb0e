package delphi.jobs.store.dynamodb;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Hears of each request to DynamoDB: for the benchmark, for metrics, for the comparison of clocks.
 * Called on the thread that asked, which waits for it; it must be quick and must not throw.
 */
public interface RequestListener {
  /** A request has come to its end, all its tries included. */
  void answered(Exchange exchange);

  /** Whether DynamoDB shall say what each request cost. */
  default boolean asksForCapacity() {
    return false;
  }

  /**
   * An answer has just arrived.
   *
   * @param date the server's clock when it was made, in whole seconds, cut off
   * @param roundTrip since the try that it answers was sent
   */
  default void serverTime(Instant date, Duration roundTrip) {}

  /** Tells each of them, in this order. */
  static RequestListener all(List<RequestListener> listeners) {
    return new RequestListener() {
      @Override
      public void answered(Exchange exchange) {
        listeners.forEach(each -> each.answered(exchange));
      }

      @Override
      public boolean asksForCapacity() {
        return listeners.stream().anyMatch(RequestListener::asksForCapacity);
      }

      @Override
      public void serverTime(Instant date, Duration roundTrip) {
        listeners.forEach(each -> each.serverTime(date, roundTrip));
      }
    };
  }

  /**
   * One request and its end.
   *
   * @param operation DynamoDB's own name: {@code UpdateItem}
   * @param table that it was about; empty for a request about none
   * @param outcome in a word: {@code done}, {@code condition_failed}, or what went wrong
   * @param tries how often it was sent; 0 when it never was
   */
  record Exchange(
      String operation,
      String table,
      String outcome,
      Duration duration,
      int tries,
      Capacity capacity) {}

  /**
   * What a request cost, in DynamoDB's capacity units of reading or writing.
   *
   * @param table without the indexes
   * @param indexes by the index's name
   */
  record Capacity(double table, Map<String, Double> indexes) {
    /** Not asked for, or not told. */
    public static final Capacity UNKNOWN = new Capacity(0, Map.of());

    public Capacity {
      indexes = Map.copyOf(indexes);
    }

    public double total() {
      return table + indexes.values().stream().mapToDouble(Double::doubleValue).sum();
    }
  }
}
