package delphi.jobs.app;

import delphi.jobs.cost.SizedTable;
import delphi.jobs.cost.UnitsBook;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.engine.ServerClock;
import delphi.jobs.engine.Time;
import delphi.jobs.ops.metrics.MeteredTable;
import delphi.jobs.ops.metrics.StoreMeter;
import delphi.jobs.store.StoreSetup;
import delphi.jobs.store.dynamodb.DynamoConnection;
import delphi.jobs.store.dynamodb.DynamoSettings;
import delphi.jobs.store.dynamodb.RequestListener;
import delphi.jobs.store.sql.SqlSetup;
import delphi.jobs.store.sql.SqlTable;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Which store the settings mean, and how it is opened. */
final class Stores {
  /** Everything that a machine of its own needs, in the folder of the installation. */
  static final Path DATA = Path.of(".delphi");

  private static final String DATABASE = "jobs.db";
  private static final String SPOOL = "spool";

  private final Settings settings;
  private final Map<String, String> environment;
  private final Path home;

  Stores(Settings settings, Map<String, String> environment, Path home) {
    this.settings = settings;
    this.environment = environment;
    this.home = home;
  }

  /**
   * The store that is meant: the one that was named, else DynamoDB when an endpoint was given, and
   * be it an empty one, else the file that {@code up} makes.
   */
  StoreAddress address() {
    Optional<String> named = settings.text(Setting.STORE);
    if (named.isPresent()) {
      return StoreAddress.parse(named.get());
    }
    return settings.isGiven(Setting.ENDPOINT)
        ? new StoreAddress.DynamoDb()
        : new StoreAddress.Sqlite(home.resolve(DATA).resolve(DATABASE));
  }

  /** The same in words, for a person. */
  String place() {
    return switch (address()) {
      case StoreAddress.Sqlite sqlite -> sqlite.toString();
      case StoreAddress.DynamoDb() -> {
        String endpoint = settings.text(Setting.ENDPOINT).orElse("");
        String where = endpoint.isEmpty() ? "AWS " + settings.required(Setting.REGION) : endpoint;
        yield "table " + settings.required(Setting.TABLE) + " at " + Secrets.hidden(where);
      }
    };
  }

  /**
   * The folder for ends of jobs of this store: a poller that is started again finds the same one,
   * and one of another store another.
   */
  Path spoolFolder() {
    Path all = settings.text(Setting.SPOOL).map(Path::of).orElse(home.resolve(DATA).resolve(SPOOL));
    return all.resolve(
        switch (address()) {
          case StoreAddress.Sqlite(Path file) ->
              SpoolName.of(String.valueOf(file.getFileName()), file.toAbsolutePath().normalize());
          case StoreAddress.DynamoDb() -> SpoolName.of(settings.required(Setting.TABLE), place());
        });
  }

  /**
   * Opens it. Whoever asks closes it.
   *
   * @param clock this host's, to be compared with the store's own where it has one
   */
  OpenStore open(InstantSource clock) {
    return open(clock, null);
  }

  /**
   * The same.
   *
   * @param meter counts its requests; null for nobody
   */
  OpenStore open(InstantSource clock, @Nullable StoreMeter meter) {
    ServerClock serverClock = new ServerClock(Time.of(clock));
    UnitsBook units = new UnitsBook();
    ZoneId zone = settings.zone(Setting.TIME_ZONE);
    return switch (address()) {
      case StoreAddress.Sqlite(Path file) -> {
        SqlTable table = SqlTable.open(file);
        yield new OpenStore(
            meter == null ? table : new MeteredTable(table, meter, System::nanoTime),
            table.journal(clock),
            table.register(),
            table.roster(),
            table.chronicle(clock),
            table.removal(),
            zone,
            serverClock,
            units,
            List.of(),
            UnaryOperator.identity());
      }
      case StoreAddress.DynamoDb() -> {
        List<RequestListener> listeners = new ArrayList<>();
        listeners.add(new ClockListener(serverClock));
        listeners.add(new UnitsListener(units));
        if (meter != null) {
          listeners.add(new MeterListener(meter));
        }
        DynamoConnection connection = connection(RequestListener.all(List.copyOf(listeners)));
        yield new OpenStore(
            new SizedTable(connection.table()),
            connection.journal(),
            connection.register(),
            connection.roster(),
            connection.chronicle(),
            connection.removal(),
            zone,
            serverClock,
            units,
            connection.oddities(),
            UnaryOperator.identity());
      }
    };
  }

  /** Does something with what creates and verifies the store. */
  <T> T withSetup(Function<StoreSetup, T> work) {
    return switch (address()) {
      case StoreAddress.Sqlite(Path file) -> work.apply(new SqlSetup(file));
      case StoreAddress.DynamoDb() -> {
        try (DynamoConnection connection = connection(null)) {
          yield work.apply(connection.setup());
        }
      }
    };
  }

  private DynamoConnection connection(@Nullable RequestListener listener) {
    return DynamoConnection.open(dynamoSettings(), environment, listener);
  }

  /** Which DynamoDB is meant, and which tables. */
  DynamoSettings dynamoSettings() {
    String endpoint = settings.text(Setting.ENDPOINT).orElse("");
    try {
      return DynamoSettings.DEFAULT
          .withEndpoint(endpoint.isEmpty() ? null : URI.create(endpoint))
          .withRegion(settings.required(Setting.REGION))
          .withTables(settings.required(Setting.TABLE), settings.required(Setting.JOURNAL));
    } catch (IllegalArgumentException refused) {
      throw new Problem(
          Exit.CONFIGURATION,
          "DynamoDB",
          String.valueOf(refused.getMessage()),
          "`delphi config` shows where each value comes from.",
          refused);
    }
  }
}
