package delphi.jobs.app;

import delphi.jobs.app.bench.DynamoStores;
import delphi.jobs.app.bench.LocalDynamoDb;
import delphi.jobs.app.chaos.Chaos;
import delphi.jobs.app.chaos.ChaosSettings;
import delphi.jobs.app.chaos.FaultProxy;
import delphi.jobs.app.chaos.Verdict;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.engine.Tasks;
import delphi.jobs.engine.ThreadTasks;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.dynamodb.DynamoSettings;
import delphi.jobs.store.dynamodb.ThrowAwayTables;
import delphi.jobs.store.row.RowReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Kills, freezes and stops real pollers at random, and checks that nothing is lost or doubled. */
@Command(
    name = "chaos",
    description =
        "Kill, freeze and stop pollers at random over a DynamoDB Local whose answers are broken at"
            + " random, and check that no job is lost, doubled, or run by two at once.")
final class ChaosVerb implements Verb {
  /** Longer than a poller waits for one try. */
  private static final Duration LATE = Duration.ofSeconds(4);

  private static final int SHOWN_MAX = 20;

  @Option(names = "--long", description = "2,000 jobs, 500 kills, 300 pauses; about half an hour.")
  private boolean whole;

  @Option(names = "--seed", paramLabel = "N", description = "What is done to whom; default: any.")
  private @Nullable Long seed;

  @Option(names = "--jobs", paramLabel = "N", description = "Jobs to begin with; default 300.")
  private @Nullable Integer jobs;

  @Option(names = "--kills", paramLabel = "N", description = "kill -9 of a poller; default 60.")
  private @Nullable Integer kills;

  @Option(
      names = "--pauses",
      paramLabel = "N",
      description = "SIGSTOP of a poller for longer than its lease; default 40.")
  private @Nullable Integer pauses;

  @Option(names = "--stops", paramLabel = "N", description = "SIGTERM of a poller; default 20.")
  private @Nullable Integer stops;

  @Option(names = "--faults", paramLabel = "PERCENT", description = "Of the requests; default 5.")
  private @Nullable Double faults;

  @Option(
      names = "--long-every",
      paramLabel = "N",
      description = "One job in N goes on for longer than a lease; default 6.")
  private @Nullable Integer longEvery;

  @Option(names = "--pollers", paramLabel = "N", description = "At once; default 5.")
  private @Nullable Integer pollers;

  @Option(
      names = "--containment",
      paramLabel = "WORD",
      description = "How the pollers hold processes; default leash, and less must fail.")
  private @Nullable String containment;

  @Override
  public Exit run(Session session) {
    ChaosSettings settings = settings();
    Tasks tasks = new ThreadTasks();
    Thread here = Thread.currentThread();
    session.surroundings().signals().listen(here::interrupt, here::interrupt);
    try (ScratchFolder scratch = ScratchFolder.make("delphi-chaos-");
        LocalDynamoDb local =
            LocalDynamoDb.start(
                    session.surroundings().home(), scratch.path().resolve("dynamodb.log"), tasks)
                .orElseThrow(ChaosVerb::noDynamo)) {
      return tell(session, settings, verdict(session, settings, scratch.path(), local, tasks));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Exit.INTERRUPTED;
    } catch (IOException failed) {
      throw new UncheckedIOException("chaos could not be prepared", failed);
    }
  }

  private static Verdict verdict(
      Session session, ChaosSettings settings, Path scratch, LocalDynamoDb local, Tasks tasks)
      throws InterruptedException, IOException {
    String table = DynamoStores.PREFIX + HexFormat.of().toHexDigits(new SecureRandom().nextLong());
    DynamoSettings direct =
        DynamoSettings.DEFAULT.withEndpoint(local.endpoint()).withTables(table, table + "_Journal");
    try (ThrowAwayTables tables = ThrowAwayTables.make(direct, Map.of(), null);
        FaultProxy proxy = FaultProxy.start(local.endpoint(), LATE, tasks)) {
      session.print("chaos: seed " + settings.seed() + ", pollers' logs in " + scratch + "/logs");
      Chaos.Site site = new Chaos.Site(scratch, poller(scratch), environment(session, direct));
      return new Chaos(
              settings,
              site,
              new TableJobStore(tables.table(), new RowReader(ZoneOffset.UTC)),
              proxy,
              session.surroundings().clock(),
              tasks,
              line -> session.print("chaos: " + line))
          .run();
    }
  }

  /** As the launcher starts one, on this very class path. */
  private static List<String> poller(Path home) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx128m",
        "--enable-native-access=ALL-UNNAMED",
        "-Ddelphi.home=" + home,
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName(),
        "poll");
  }

  private static Map<String, String> environment(Session session, DynamoSettings table) {
    Map<String, String> own = session.surroundings().environment();
    Map<String, String> all = new HashMap<>();
    all.put("PATH", own.getOrDefault("PATH", "/usr/bin:/bin"));
    all.put("HOME", own.getOrDefault("HOME", "/"));
    all.put("LANG", "C.UTF-8");
    all.put("DELPHI_TABLE", table.table());
    all.put("DELPHI_JOURNAL_TABLE", table.journalTable());
    return all;
  }

  private ChaosSettings settings() {
    ChaosSettings usual = whole ? ChaosSettings.LONG : ChaosSettings.SHORT;
    try {
      return usual
          .withSeed(seed == null ? new SecureRandom().nextInt(1_000_000) : seed)
          .withJobs(Optional.ofNullable(jobs).orElse(usual.jobs()))
          .withMischief(
              Optional.ofNullable(kills).orElse(usual.kills()),
              Optional.ofNullable(pauses).orElse(usual.pauses()),
              Optional.ofNullable(stops).orElse(usual.stops()))
          .withFaultShare(faults == null ? usual.faultShare() : faults / 100)
          .withLongEvery(Optional.ofNullable(longEvery).orElse(usual.longEvery()))
          .withPollers(Optional.ofNullable(pollers).orElse(usual.pollers()))
          .withContainment(Optional.ofNullable(containment).orElse(usual.containment()));
    } catch (IllegalArgumentException refused) {
      throw new Problem(
          Exit.USAGE,
          "chaos",
          String.valueOf(refused.getMessage()),
          "`delphi chaos --help` tells what may be given.",
          refused);
    }
  }

  private static Exit tell(Session session, ChaosSettings settings, Verdict verdict) {
    verdict.violations().stream()
        .limit(SHOWN_MAX)
        .forEach(violation -> session.print("chaos: " + violation));
    session.print("chaos: " + verdict.words());
    session.print(
        verdict.held()
            ? "chaos: HELD: nothing lost, nothing doubled, no two at once, every job ended, nothing"
                + " left running (seed "
                + settings.seed()
                + ")"
            : "chaos: BROKEN: "
                + verdict.violations().size()
                + " violations (seed "
                + settings.seed()
                + ")");
    return verdict.held() ? Exit.OK : Exit.FAILED;
  }

  private static Problem noDynamo() {
    return new Problem(
        Exit.CONFIGURATION,
        "chaos",
        "there is no DynamoDB Local to start",
        "Run `./delphi test` once in a checkout: it fetches one.");
  }
}
