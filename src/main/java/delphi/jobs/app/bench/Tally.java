package delphi.jobs.app.bench;

import delphi.jobs.store.dynamodb.RequestListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Counts what one store is asked for; used by many threads. */
final class Tally implements RequestListener {
  static final String WRITES = "writes";
  static final String READS = "reads";
  static final String CHUNKS = "chunks";
  static final String QUERIES = "queries";

  private static final String CONDITION_FAILED = "condition_failed";

  private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();
  private final LongAdder conditionsFailed = new LongAdder();
  private final DoubleAdder readUnits = new DoubleAdder();
  private final Map<String, DoubleAdder> writeUnits = new ConcurrentHashMap<>();

  /** One more request of a kind, to a store without a wire. */
  void request(String kind) {
    add(kind, 1);
  }

  void conditionFailed() {
    conditionsFailed.increment();
  }

  /** A request over the wire counts as often as it was sent. */
  @Override
  public void answered(Exchange exchange) {
    String kind = kind(exchange.operation());
    add(kind, exchange.tries());
    if (exchange.outcome().equals(CONDITION_FAILED)) {
      conditionFailed();
    }
    Capacity capacity = exchange.capacity();
    if (kind.equals(CHUNKS)) {
      write(Counts.JOURNAL, capacity.total());
    } else if (kind.equals(WRITES)) {
      write(Counts.TABLE, capacity.table());
      capacity.indexes().forEach(this::write);
    } else {
      readUnits.add(capacity.total());
    }
  }

  @Override
  public boolean asksForCapacity() {
    return true;
  }

  Counts counts() {
    return new Counts(
        requests.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().sum())),
        conditionsFailed.sum(),
        readUnits.sum(),
        writeUnits.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().sum())));
  }

  /** One word for all stores; what is not about jobs keeps DynamoDB's own. */
  private static String kind(String operation) {
    return switch (operation) {
      case "UpdateItem" -> WRITES;
      case "GetItem" -> READS;
      case "PutItem" -> CHUNKS;
      case "Query" -> QUERIES;
      default -> operation;
    };
  }

  private void add(String kind, long times) {
    requests.computeIfAbsent(kind, _ -> new LongAdder()).add(times);
  }

  private void write(String index, double units) {
    writeUnits.computeIfAbsent(index, _ -> new DoubleAdder()).add(units);
  }
}
