package delphi.jobs.app;

import delphi.jobs.ops.metrics.StoreMeter;
import delphi.jobs.store.dynamodb.RequestListener;
import java.util.Set;

/** Brings the numbers what DynamoDB was asked, and what that has cost. */
record MeterListener(StoreMeter meter) implements RequestListener {
  private static final Set<String> READS = Set.of("GetItem", "Query", "Scan");

  @Override
  public boolean asksForCapacity() {
    return true;
  }

  @Override
  public void answered(Exchange exchange) {
    meter.answered(exchange.operation(), exchange.outcome(), exchange.duration());
    Capacity capacity = exchange.capacity();
    boolean isWrite = !READS.contains(exchange.operation());
    meter.cost(isWrite, exchange.table(), capacity.table(), capacity.indexes());
  }
}
