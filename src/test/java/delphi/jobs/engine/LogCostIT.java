package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.Heard;
import delphi.jobs.handler.JobHandler;
import delphi.jobs.handler.Plan;
import delphi.jobs.handler.StatementReader;
import delphi.jobs.job.Batch;
import delphi.jobs.job.Config;
import delphi.jobs.job.Job;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Outcome;
import delphi.jobs.job.Request;
import delphi.jobs.job.Results;
import delphi.jobs.job.State;
import delphi.jobs.process.Command;
import delphi.jobs.process.Limits;
import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.process.ProcessResult;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.dynamodb.DynamoConnection;
import delphi.jobs.store.dynamodb.DynamoDbLocal;
import delphi.jobs.store.dynamodb.DynamoSettings;
import delphi.jobs.store.dynamodb.RequestListener;
import delphi.jobs.store.journal.ChunkText;
import delphi.jobs.store.journal.Journal.Look;
import delphi.jobs.store.memory.MemorySpool;
import delphi.jobs.store.row.RowReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a job and its log cost on a table with all four indexes, in units that DynamoDB Local counts
 * itself: from the claim to the end, the journal included.
 */
class LogCostIT {
  private final Map<String, DoubleAdder> units = new ConcurrentHashMap<>();

  @ParameterizedTest
  @CsvSource({"0, 27", "200, 32", "1000, 42"})
  void aJobsLogCostsLittle(int lines, int unitsMax) throws Exception {
    String table = "LogCost-" + UUID.randomUUID();
    DynamoSettings settings =
        DynamoSettings.DEFAULT
            .withEndpoint(DynamoDbLocal.shared().endpoint())
            .withTables(table, table + "-Journal");
    try (DynamoConnection connection = DynamoConnection.open(settings, Map.of(), new Costs())) {
      connection.setup().prepare(false);
      TableJobStore store = new TableJobStore(connection.table(), new RowReader(ZoneOffset.UTC));
      String id = UUID.randomUUID().toString();
      Time time = Time.of(InstantSource.system());
      store.submit(job(id), time.instant());
      units.clear();

      poller(store, connection, time, lines).run();

      Job job = (Job) store.find(id).orElseThrow();
      assertThat(job.state()).isEqualTo(State.COMPLETED);
      assertThat(linesIn(connection, id)).isEqualTo(lines == 0 ? 0 : lines + 4);
      double rows = sum("UpdateItem");
      double chunks = sum("PutItem");
      System.out.printf(
          Locale.ROOT,
          "log cost: %d lines: %.1f units, %.1f of them for rows%n",
          lines,
          rows + chunks,
          rows);
      assertThat(rows + chunks).isLessThanOrEqualTo(unitsMax);
    }
  }

  private Poller poller(TableJobStore store, DynamoConnection connection, Time time, int lines) {
    HandProcesses processes =
        new HandProcesses(hand -> {
          Random random = new Random(5);
          for (int i = 0; i < lines; i++) {
            hand.say(Source.STDOUT, line(i, random));
          }
          if (lines > 0) {
            hand.say(Source.STDOUT, "Results stored in DynamoDB for conversation 12345");
          }
          hand.exit(0);
        });
    Ports ports =
        new Ports(
            store,
            connection.journal(),
            new MemorySpool(),
            processes,
            new HandlerRegistry(List.of(new Pipeline())),
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

  /** About eighty bytes, as a pipeline prints them. */
  private static String line(int number, Random random) {
    return String.format(
        Locale.ROOT,
        "2026-11-22 12:%02d:%02d,%03d - INFO - Comment %5d of 12000 in cluster %2d, weight %.4f",
        number / 60 % 60,
        number % 60,
        random.nextInt(1_000),
        number * 7,
        random.nextInt(40),
        random.nextDouble());
  }

  private static NewJob job(String id) {
    Config config = new Config(Map.of("max_votes", 50_000, "batch_size", 200));
    Request request = new Request("12345", "r6vbnhffkxbd7ifmfbdrd", config, Map.of(), 50, 3, null);
    return new NewJob(id, PlainHandler.TYPE, request, Batch.NONE, "delphi submit");
  }

  private static long linesIn(DynamoConnection connection, String id) {
    return connection.journal().chunks(id, null, 1_000, Look.CERTAIN).stream()
        .mapToLong(chunk -> ChunkText.unpack(chunk).records().size())
        .sum();
  }

  private double sum(String operation) {
    DoubleAdder adder = units.get(operation);
    return adder == null ? 0 : adder.sum();
  }

  /** A type whose results are as large as those of a pipeline. */
  private static final class Pipeline implements JobHandler {
    @Override
    public String name() {
      return "pipeline";
    }

    @Override
    public boolean handles(Job job) {
      return PlainHandler.PLAIN.handles(job);
    }

    @Override
    public Plan plan(Job job) {
      List<String> command =
          List.of("/app/run_delphi.sh", "--zid=12345", "--max-votes=50000", "--batch-size=200");
      return new Plan.Run(
          new Command(command, Path.of("/app"), Map.of()), Limits.DEFAULT, List.of());
    }

    @Override
    public Outcome judge(Job job, ProcessResult result, Heard heard) {
      Random random = new Random(6);
      String summary =
          IntStream.range(990, 1_000)
              .mapToObj(number -> line(number, random))
              .collect(Collectors.joining("\n"));
      String path = "visualizations/r6vbnhffkxbd7ifmfbdrd/" + job.id();
      Results.Visualization picture =
          new Results.Visualization(
              "r6vbnhffkxbd7ifmfbdrd",
              path,
              "https://pictures.example.org/delphi/" + path + "/layer_0_datamapplot.html");
      return new Outcome.Succeeded(
          new Results(true, null, 0, summary, picture, null, Map.of("containment", "leash")));
    }

    @Override
    public boolean isRepeatable() {
      return true;
    }
  }

  /** Adds up what requests cost. */
  private final class Costs implements RequestListener {
    @Override
    public void answered(Exchange exchange) {
      units
          .computeIfAbsent(exchange.operation(), _ -> new DoubleAdder())
          .add(exchange.capacity().total());
    }

    @Override
    public boolean asksForCapacity() {
      return true;
    }
  }
}
