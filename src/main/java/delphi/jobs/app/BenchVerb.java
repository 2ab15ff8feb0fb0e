package delphi.jobs.app;

import delphi.jobs.app.bench.Bench;
import delphi.jobs.app.bench.BenchSettings;
import delphi.jobs.app.bench.DynamoStores;
import delphi.jobs.app.bench.Figure;
import delphi.jobs.app.bench.FreshStores;
import delphi.jobs.app.bench.LocalDynamoDb;
import delphi.jobs.app.bench.MemoryStores;
import delphi.jobs.app.bench.Report;
import delphi.jobs.app.bench.Scenario;
import delphi.jobs.app.bench.SqliteStores;
import delphi.jobs.app.bench.StartUp;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.desk.Problem;
import delphi.jobs.engine.ThreadTasks;
import delphi.jobs.store.dynamodb.DynamoSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the engine on this machine, on stores of its own that it throws away. */
@Command(
    name = "bench",
    description =
        "Measure throughput, latency, contention, backlog and idle cost on this machine, on"
            + " stores that are made for it and deleted afterwards.")
final class BenchVerb implements Verb {
  private static final int BACKLOG_LONG = 100_000;

  @Option(
      names = "--on",
      paramLabel = "STORE",
      split = ",",
      description = "memory, sqlite, dynamodb; default: sqlite and dynamodb.")
  private List<String> stores = List.of("sqlite", "dynamodb");

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      split = ",",
      description = "${COMPLETION-CANDIDATES}; default: all.")
  private Set<Scenario> scenarios = EnumSet.allOf(Scenario.class);

  @Option(names = "--jobs", paramLabel = "N", description = "Jobs a round, default 500.")
  private int jobs = BenchSettings.DEFAULT.jobs();

  @Option(names = "--slots", paramLabel = "N", description = "Slots of the poller, default 4.")
  private int slots = BenchSettings.DEFAULT.slots();

  @Option(names = "--rounds", paramLabel = "N", description = "Rounds of each, default 3.")
  private int rounds = BenchSettings.DEFAULT.rounds();

  @Option(names = "--long", description = "A backlog of 100,000 as well.")
  private boolean whole;

  @Option(names = "--yes", description = "Measure on an endpoint elsewhere; that costs money.")
  private boolean yes;

  @Override
  public Exit run(Session session) {
    BenchSettings settings = settings();
    try (ScratchFolder scratch = ScratchFolder.make("delphi-bench-")) {
      return measure(session, settings, scratch.path());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Exit.INTERRUPTED;
    }
  }

  private Exit measure(Session session, BenchSettings settings, Path scratch)
      throws InterruptedException {
    Surroundings surroundings = session.surroundings();
    SecureRandom random = new SecureRandom();
    boolean wantsDynamo = stores.contains("dynamodb");
    Optional<URI> given = session.settings().text(Setting.ENDPOINT).map(URI::create);
    try (LocalDynamoDb local =
        wantsDynamo && given.isEmpty()
            ? LocalDynamoDb.start(
                    surroundings.home(), scratch.resolve("dynamodb.log"), new ThreadTasks())
                .orElseThrow(BenchVerb::noDynamo)
            : null) {
      URI endpoint = local == null ? given.orElse(null) : local.endpoint();
      List<FreshStores> fresh = new ArrayList<>();
      for (String store : stores) {
        fresh.add(
            switch (store) {
              case "memory" -> new MemoryStores();
              case "sqlite" -> new SqliteStores(surroundings.home().resolve(Stores.DATA));
              case "dynamodb" ->
                  new DynamoStores(dynamo(session, endpoint), surroundings.environment(), random);
              default ->
                  throw new Problem(
                      Exit.USAGE,
                      "--on " + store,
                      "there is no such store",
                      "Give memory, sqlite, or dynamodb.");
            });
      }
      Bench bench =
          new Bench(
              settings, scratch, surroundings.clock(), random, program(surroundings), session::say);
      return tell(session, bench.run(fresh));
    }
  }

  /** As people start it, else as this process was started. */
  private static List<String> program(Surroundings surroundings) {
    Path launcher = surroundings.home().resolve("delphi");
    return Files.isExecutable(launcher) ? List.of(launcher.toString()) : StartUp.thisProgram();
  }

  private BenchSettings settings() {
    try {
      BenchSettings chosen =
          BenchSettings.DEFAULT
              .withScenarios(scenarios)
              .withJobs(jobs)
              .withSlots(slots)
              .withRounds(rounds);
      List<Integer> backlogs = new ArrayList<>(chosen.backlogs());
      if (whole) {
        backlogs.add(BACKLOG_LONG);
      }
      return chosen.withBacklogs(backlogs);
    } catch (IllegalArgumentException refused) {
      throw new Problem(
          Exit.USAGE,
          "bench",
          String.valueOf(refused.getMessage()),
          "`delphi bench --help` tells what may be given.",
          refused);
    }
  }

  /** Elsewhere each write is paid for, and the tables are made on demand. */
  private DynamoSettings dynamo(Session session, @Nullable URI endpoint) {
    if ((endpoint == null || !DynamoStores.isLoopback(endpoint)) && !yes) {
      throw new Problem(
          Exit.USAGE,
          "bench on " + (endpoint == null ? "AWS" : endpoint),
          "it is not on this machine, and a measurement there costs money",
          "Give --yes if that is meant.");
    }
    return DynamoSettings.DEFAULT
        .withEndpoint(endpoint)
        .withRegion(session.settings().required(Setting.REGION));
  }

  private static Problem noDynamo() {
    return new Problem(
        Exit.CONFIGURATION,
        "bench on dynamodb",
        "there is no DynamoDB Local to start",
        "Give --endpoint-url of one that runs, run `./delphi test` once in a checkout (it fetches"
            + " one), or measure --on sqlite.");
  }

  private static Exit tell(Session session, Report report) {
    if (session.globals().json()) {
      session.print(PlainJson.of(report.plain()));
    } else {
      session.print(report.machine().words());
      for (Scenario scenario : Scenario.values()) {
        table(session, report, scenario);
      }
    }
    report.doubts().forEach(doubt -> session.say("not to be believed: " + doubt));
    return report.doubts().isEmpty() ? Exit.OK : Exit.FAILED;
  }

  private static void table(Session session, Report report, Scenario scenario) {
    List<String> names = report.names(scenario);
    if (names.isEmpty()) {
      return;
    }
    session.print("");
    session.print(scenario.word() + ": " + scenario.meaning());
    List<String> head = new ArrayList<>(List.of("FIGURE"));
    report.stores().forEach(store -> head.add(store.toUpperCase(Locale.ROOT)));
    Grid grid = new Grid(head.toArray(String[]::new));
    for (String name : names) {
      List<Grid.Cell> cells = new ArrayList<>(List.of(new Grid.Cell(name)));
      for (String store : report.stores()) {
        cells.add(new Grid.Cell(report.find(scenario, store, name).map(Figure::shown).orElse("-")));
      }
      grid.row(cells.toArray(Grid.Cell[]::new));
    }
    grid.print(session.console());
  }
}
