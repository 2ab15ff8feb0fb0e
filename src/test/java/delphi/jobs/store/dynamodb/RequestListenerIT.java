package delphi.jobs.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.store.dynamodb.FakeDynamo.Reply;
import delphi.jobs.store.dynamodb.RequestListener.Capacity;
import delphi.jobs.store.dynamodb.RequestListener.Exchange;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Table;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What a listener hears of requests to a real DynamoDB Local, and to something worse. */
class RequestListenerIT {
  private static final Change INSERT =
      Change.insert(
          new Row(
              Map.of(
                  "job_id", new Attribute.Text("job-1"),
                  "status", new Attribute.Text("PENDING"),
                  "created_at", new Attribute.Text("2026"))));
  private static final Query QUERY = Query.oldest(Query.Index.STATUS, "PENDING", 5);

  @Test
  void eachRequestIsHeardOnceWithItsOutcome() {
    var heard = new Recording(false);
    try (LocalTable local = LocalTable.named(heard)) {
      local.table().write(INSERT);
      local.setup().prepare(false);
      heard.exchanges.removeIf(exchange -> !exchange.operation().equals("UpdateItem"));

      local.table().write(INSERT);
      local.table().write(INSERT);
      local.table().get("job-1");
      local.table().query(QUERY);

      assertThat(heard.exchanges)
          .extracting(exchange -> exchange.operation() + " " + exchange.outcome())
          .containsExactly(
              "UpdateItem missing",
              "UpdateItem done",
              "UpdateItem condition_failed",
              "GetItem done",
              "Query done");
      assertThat(heard.exchanges)
          .extracting(Exchange::table)
          .allMatch(name -> name.startsWith("Jobs-"));
      assertThat(heard.exchanges)
          .allSatisfy(exchange -> {
            assertThat(exchange.tries()).isEqualTo(1);
            assertThat(exchange.duration()).isPositive();
            assertThat(exchange.capacity()).isEqualTo(Capacity.UNKNOWN);
          });
      assertThat(heard.dates).isNotEmpty();
    }
  }

  @Test
  void capacityIsToldForTheTableAndEachIndexWhenAskedFor() {
    var heard = new Recording(true);
    try (LocalTable local = LocalTable.named(heard)) {
      local.setup().prepare(false);
      heard.exchanges.clear();

      local.table().write(INSERT);
      local.table().get("job-1");
      local.table().query(QUERY);
      local
          .table()
          .query(new Query(Query.Index.STATUS, null, Query.Order.NEWEST_FIRST, 5, null, null));

      // The row has the keys of one index, so it is written twice.
      assertThat(heard.exchanges)
          .extracting(Exchange::capacity)
          .containsExactly(
              new Capacity(1, Map.of("StatusCreatedIndex", 1.0)),
              new Capacity(1, Map.of()),
              new Capacity(0, Map.of("StatusCreatedIndex", 0.5)),
              new Capacity(0.5, Map.of()));
      assertThat(heard.exchanges)
          .first()
          .satisfies(write -> assertThat(write.capacity().total()).isEqualTo(2));
    }
  }

  @Test
  void everyTryAndTheServersClockAreHeard() throws IOException {
    var heard = new Recording(true);
    Reply failure = Reply.error(500, "InternalServerError", "sorry");
    try (FakeDynamo server = FakeDynamo.answering(failure, failure, Reply.json(200, "{}"));
        Table table = table(server, heard)) {
      table.write(INSERT);

      assertThat(heard.exchanges).singleElement().extracting(Exchange::tries).isEqualTo(3);
      assertThat(heard.dates).hasSize(3);
    }
  }

  @Test
  void aRequestThatFailedIsHeardWithTheReason() throws IOException {
    var heard = new Recording(false);
    try (FakeDynamo server = FakeDynamo.answering(new Reply.HangUp());
        Table table = table(server, heard)) {
      table.write(INSERT);

      assertThat(heard.exchanges)
          .singleElement()
          .satisfies(exchange -> {
            assertThat(exchange.outcome()).isEqualTo("unavailable");
            assertThat(exchange.tries()).isEqualTo(3);
          });
    }
  }

  @Test
  void aStrangeClockIsNotHeard() {
    assertThat(RequestWatch.date("Sun, 06 Nov 1994 08:49:37 GMT"))
        .contains(Instant.parse("1994-11-06T08:49:37Z"));
    assertThat(RequestWatch.date("tomorrow")).isEmpty();
  }

  private static Table table(FakeDynamo server, RequestListener listener) {
    return DynamoConnection.open(
            DynamoSettings.DEFAULT.withEndpoint(server.endpoint()), Map.of(), listener)
        .table();
  }

  private static final class Recording implements RequestListener {
    private final Queue<Exchange> exchanges = new ConcurrentLinkedQueue<>();
    private final Queue<Instant> dates = new ConcurrentLinkedQueue<>();
    private final boolean asksForCapacity;

    private Recording(boolean asksForCapacity) {
      this.asksForCapacity = asksForCapacity;
    }

    @Override
    public void answered(Exchange exchange) {
      exchanges.add(exchange);
    }

    @Override
    public boolean asksForCapacity() {
      return asksForCapacity;
    }

    @Override
    public void serverTime(Instant date, Duration roundTrip) {
      assertThat(roundTrip).isPositive();
      dates.add(date);
    }
  }
}
