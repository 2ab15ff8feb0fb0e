package delphi.jobs.app.doctor;

import delphi.jobs.engine.ServerClock;
import delphi.jobs.engine.Time;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.StoreSetup;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.dynamodb.DynamoConnection;
import delphi.jobs.store.dynamodb.DynamoExamination;
import delphi.jobs.store.dynamodb.DynamoLimits;
import delphi.jobs.store.dynamodb.DynamoSettings;
import delphi.jobs.store.journal.Journal;
import delphi.jobs.store.register.Register;
import delphi.jobs.store.roster.Roster;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.sql.SqlSetup;
import delphi.jobs.store.sql.SqlTable;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The store of an installation, reached as the poller reaches it but with less patience.
 *
 * @param dynamo what only a DynamoDB has; null elsewhere
 * @param ear hears of every request
 */
record Opened(
    Table table,
    JobStore jobs,
    Journal journal,
    Register register,
    Roster roster,
    StoreSetup setup,
    @Nullable DynamoExamination dynamo,
    Ear ear)
    implements AutoCloseable {
  /** Two tries fit into the doctor's patience, and a request after them. */
  private static final DynamoLimits LIMITS =
      new DynamoLimits(
          Duration.ofSeconds(2), Duration.ofSeconds(4), 2, 50, 2, Duration.ofSeconds(1));

  /**
   * Opens it; nothing is sent yet.
   *
   * @throws StoreException if there is nothing to open
   */
  static Opened of(Patient patient) {
    Ear ear = new Ear(new ServerClock(Time.of(patient.clock())));
    RowReader reader = new RowReader(patient.terms().naiveZone());
    return switch (patient.place()) {
      case Place.Sqlite(Path file) -> {
        SqlTable table = SqlTable.open(file);
        yield new Opened(
            table,
            new TableJobStore(table, reader),
            table.journal(patient.clock()),
            table.register(),
            table.roster(),
            new SqlSetup(file),
            null,
            ear);
      }
      case Place.Dynamo(DynamoSettings settings) -> {
        DynamoConnection connection =
            DynamoConnection.open(settings.withLimits(LIMITS), patient.environment(), ear);
        Table table = connection.table();
        yield new Opened(
            table,
            new TableJobStore(table, reader),
            connection.journal(),
            connection.register(),
            connection.roster(),
            connection.setup(),
            connection.examination(),
            ear);
      }
      case Place.Unusable(String why) ->
          throw new StoreException(
              StoreException.Kind.INVALID, why, "`delphi config` shows what is set.");
    };
  }

  /** Reads where nothing is. */
  void lookAtJournal() {
    var _ = journal.chunks(Visit.NOBODY, null, 1, Journal.Look.CERTAIN);
    var _ = register.find(Visit.NOBODY);
  }

  @Override
  public void close() {
    table.close();
  }
}
