package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.ops.metrics.Metrics;
import delphi.jobs.store.dynamodb.RequestListener.Capacity;
import delphi.jobs.store.dynamodb.RequestListener.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What DynamoDB was asked and what it cost is counted under DynamoDB's own names. */
class MeterListenerTest {
  private final Metrics metrics = new Metrics("1", InstantSource.fixed(Instant.EPOCH));
  private final MeterListener listener = new MeterListener(metrics.store());

  @Test
  void requestsTheirTimesAndTheirUnitsAreCounted() {
    listener.answered(exchange("Query", "done", new Capacity(0, Map.of("StatusIndex", 1.5))));
    listener.answered(exchange("UpdateItem", "done", new Capacity(2, Map.of("StatusIndex", 3.0))));
    listener.answered(exchange("UpdateItem", "denied", Capacity.UNKNOWN));

    assertThat(listener.asksForCapacity()).isTrue();
    assertThat(metrics.scrape())
        .contains("delphi_store_requests_total{op=\"Query\",outcome=\"done\"} 1.0")
        .contains("delphi_store_requests_total{op=\"UpdateItem\",outcome=\"denied\"} 1.0")
        .contains("delphi_store_request_duration_seconds_count{op=\"UpdateItem\"} 2")
        .contains("{index=\"StatusIndex\",kind=\"read\",table=\"Jobs\"} 1.5")
        .contains("{index=\"table\",kind=\"write\",table=\"Jobs\"} 2.0")
        .contains("{index=\"StatusIndex\",kind=\"write\",table=\"Jobs\"} 3.0")
        .doesNotContain("{index=\"table\",kind=\"read\"");
  }

  private static Exchange exchange(String operation, String outcome, Capacity capacity) {
    return new Exchange(operation, "Jobs", outcome, Duration.ofMillis(4), 1, capacity);
  }
}
