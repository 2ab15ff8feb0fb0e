package delphi.jobs.store.dynamodb;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.StoreSetup.Finding;
import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.journal.Journal;
import delphi.jobs.store.row.Table;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A pair of tables for a measurement, deleted when it is over. The only thing here that deletes,
 * and it deletes nothing but what it has made itself.
 */
public final class ThrowAwayTables implements AutoCloseable {
  private final DynamoConnection connection;
  private final DynamoSettings settings;

  private ThrowAwayTables(DynamoConnection connection, DynamoSettings settings) {
    this.connection = connection;
    this.settings = settings;
  }

  /**
   * Makes both tables.
   *
   * @param settings where, and under which names
   * @param environment of this process: whether it names credentials
   * @param listener hears of each request; null for nobody
   * @throws StoreException if one of the names is taken: what is there is somebody else's
   */
  public static ThrowAwayTables make(
      DynamoSettings settings,
      Map<String, String> environment,
      @Nullable RequestListener listener) {
    DynamoConnection connection = DynamoConnection.open(settings, environment, listener);
    try {
      requireFree(connection.setup().prepare(true), settings);
      connection.setup().prepare(false);
      return new ThrowAwayTables(connection, settings);
    } catch (RuntimeException failed) {
      connection.close();
      throw failed;
    }
  }

  /** The table of jobs; it goes with these tables, so nobody needs to close it. */
  public Table table() {
    return connection.table();
  }

  public Chronicle chronicle() {
    return connection.chronicle();
  }

  public Journal journal() {
    return connection.journal();
  }

  /** Deletes both tables. */
  @Override
  public void close() {
    try (connection) {
      delete(settings.table());
      delete(settings.journalTable());
    }
  }

  private void delete(String table) {
    try {
      connection.client().deleteTable(request -> request.tableName(table));
    } catch (SdkException failed) {
      throw Failure.of(failed).exception("DeleteTable of " + table, settings.place(), failed);
    }
  }

  private static void requireFree(List<Finding> findings, DynamoSettings settings) {
    boolean free =
        findings.stream().allMatch(finding -> finding.kind() == Finding.Kind.WOULD_CREATE);
    if (!free) {
      throw new StoreException(
          StoreException.Kind.INVALID,
          "%s or %s is already there".formatted(settings.table(), settings.journalTable()),
          "Use names that are free; tables of others are never thrown away.");
    }
  }
}
