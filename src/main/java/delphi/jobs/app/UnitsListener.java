package delphi.jobs.app;

import delphi.jobs.cost.Tab;
import delphi.jobs.cost.UnitsBook;
import delphi.jobs.cost.UnitsBook.Kind;
import delphi.jobs.cost.UnitsBook.Use;
import delphi.jobs.store.dynamodb.RequestListener;
import java.util.Set;

/** Enters into the book what DynamoDB says that each request has cost. */
record UnitsListener(UnitsBook book) implements RequestListener {
  private static final Set<String> READS = Set.of("GetItem", "Query", "Scan");

  @Override
  public boolean asksForCapacity() {
    return true;
  }

  @Override
  public void answered(Exchange exchange) {
    Kind kind = READS.contains(exchange.operation()) ? Kind.READ : Kind.WRITE;
    Capacity capacity = exchange.capacity();
    add(exchange, "", kind, capacity.table());
    capacity.indexes().forEach((index, units) -> add(exchange, index, kind, units));
    if (exchange.operation().equals("UpdateItem")) {
      Tab.changedRow(capacity.table(), capacity.indexes().values());
    }
  }

  private void add(Exchange exchange, String index, Kind kind, double units) {
    if (units > 0) {
      book.add(new Use(exchange.operation(), exchange.table(), index, kind), units);
    }
  }
}
