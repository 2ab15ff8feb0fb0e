package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import delphi.jobs.cost.SizedTable;
import delphi.jobs.cost.SpendingText;
import delphi.jobs.cost.Tab;
import delphi.jobs.cost.Units;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.StatementReader;
import delphi.jobs.job.Batch;
import delphi.jobs.job.Config;
import delphi.jobs.job.Job;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Request;
import delphi.jobs.job.State;
import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.dynamodb.DynamoConnection;
import delphi.jobs.store.dynamodb.DynamoDbLocal;
import delphi.jobs.store.dynamodb.DynamoSettings;
import delphi.jobs.store.dynamodb.RequestListener;
import delphi.jobs.store.memory.MemorySpool;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.RowSize;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One job's life on DynamoDB Local: all writing units that the client was told of, against those on
 * the job's receipt, which is written before the last of them.
 */
class WholeReceiptIT {
  private final List<RequestListener.Exchange> exchanges = new CopyOnWriteArrayList<>();

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "200, 0, 0", "3000, 0, 0", "0, 200, 3"})
  void theReceiptHasWhatTheClientWasTold(int settingChars, int lines, int reckonedWrong)
      throws Exception {
    String table = "Receipt-" + UUID.randomUUID();
    DynamoSettings settings =
        DynamoSettings.DEFAULT
            .withEndpoint(DynamoDbLocal.shared().endpoint())
            .withTables(table, table + "-Journal");
    try (DynamoConnection connection = DynamoConnection.open(settings, Map.of(), new Listener())) {
      connection.setup().prepare(false);
      TableJobStore store =
          new TableJobStore(new SizedTable(connection.table()), new RowReader(ZoneOffset.UTC));
      String id = UUID.randomUUID().toString();
      Time time = Time.of(InstantSource.system());
      Config config = new Config(Map.of("note", "n".repeat(settingChars)));
      Request request = new Request("12", null, config, Map.of(), 50, 3, null);
      store.submit(new NewJob(id, PlainHandler.TYPE, request, Batch.NONE, "test"), time.instant());
      exchanges.clear();

      poller(store, connection, time, lines).run();

      Job job = (Job) store.find(id).orElseThrow();
      assertThat(job.state()).isEqualTo(State.COMPLETED);
      Units receipt = SpendingText.read(job.marks().spent()).units();
      double told =
          exchanges.stream()
              .filter(each -> List.of("UpdateItem", "PutItem").contains(each.operation()))
              .mapToDouble(each -> each.capacity().total())
              .sum();
      System.out.printf(
          Locale.ROOT,
          "receipt: %.1f units of writing, told: %.1f; row of %d bytes%n",
          receipt.write(),
          told,
          RowSize.bytes(store.row(id).orElseThrow()));
      assertThat(receipt.write()).isCloseTo(told, within(reckonedWrong + 0.01));
      assertThat(job.storedResults()).contains("\"write_units\":" + receipt.write());
    }
  }

  private static Poller poller(
      TableJobStore store, DynamoConnection connection, Time time, int lines) {
    HandProcesses processes =
        new HandProcesses(hand -> {
          Random random = new Random(5);
          for (int line = 0; line < lines; line++) {
            hand.say(Source.STDOUT, "comment " + random.nextLong() + ", weight " + line);
          }
          hand.exit(0);
        });
    Ports ports =
        new Ports(
            store,
            connection.journal(),
            new MemorySpool(),
            processes,
            new HandlerRegistry(List.of(PlainHandler.PLAIN)),
            new StatementReader(),
            time,
            new ServerClock(time),
            new ThreadTasks(),
            new Random(1),
            _ -> {});
    return new Poller(
        ports.chronicled(connection.chronicle()),
        EngineSettings.defaults("delphi-host-4711-1234abcd", Path.of("/tmp/channels"))
            .withExit(ExitRule.WHEN_EMPTY));
  }

  /** Charges as the program's own listener does. */
  private final class Listener implements RequestListener {
    @Override
    public boolean asksForCapacity() {
      return true;
    }

    @Override
    public void answered(Exchange exchange) {
      exchanges.add(exchange);
      double all = exchange.capacity().total();
      switch (exchange.operation()) {
        case "UpdateItem" -> {
          Tab.charge(new Units(0, all));
          Tab.changedRow(exchange.capacity().table(), exchange.capacity().indexes().values());
        }
        case "PutItem" -> Tab.charge(new Units(0, all));
        default -> Tab.charge(new Units(all, 0));
      }
    }
  }
}
