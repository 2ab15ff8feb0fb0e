package delphi.jobs.store.sql;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.journal.Journal;
import delphi.jobs.store.register.Register;
import delphi.jobs.store.roster.Roster;
import delphi.jobs.store.row.AttributeJson;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Removal;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowSize;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table of jobs in a SQLite file. Any number of processes of one machine may open the same
 * file; a write that was answered is on the disk.
 */
public final class SqlTable implements Table {
  private static final String SELECT = "SELECT attributes FROM job WHERE job_id = ?";

  private static final String STORE =
      """
      INSERT INTO job (job_id, status, created_at, conversation_id, lock_expires_at, attributes)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (job_id) DO UPDATE SET
        status = excluded.status,
        created_at = excluded.created_at,
        conversation_id = excluded.conversation_id,
        lock_expires_at = excluded.lock_expires_at,
        attributes = excluded.attributes\
      """;

  private final String place;
  private final Connections connections;

  private SqlTable(String place, Connections connections) {
    this.place = place;
    this.connections = connections;
  }

  /**
   * Opens a store that {@link SqlSetup} has made.
   *
   * @throws StoreException if there is none, if it is something else, or if it is newer than this
   *     program
   */
  public static SqlTable open(Path file) {
    DatabaseFile database = new DatabaseFile(file);
    database.requirePresent();
    return open(database.toString(), database.url());
  }

  static SqlTable open(String place, String url) {
    try {
      Connections connections = new Connections(url);
      try {
        connections.read(connection -> Schema.requireOurs(place, connection));
        return new SqlTable(place, connections);
      } catch (SQLException | RuntimeException e) {
        connections.close();
        throw e;
      }
    } catch (SQLException e) {
      throw SqlTrouble.exception("opening " + place, e);
    }
  }

  /**
   * The journal in the same file; of use as long as this table is open.
   *
   * @param clock tells what may go from it
   */
  public Journal journal(InstantSource clock) {
    return new SqlJournal(place, connections, clock);
  }

  /** The register beside it; of use as long as this table is open. */
  public Register register() {
    return new SqlRegister(place, connections);
  }

  /** Beside the register; of use as long as this table is open. */
  public Roster roster() {
    return new SqlRoster(place, connections);
  }

  /**
   * The chronicle beside it; of use as long as this table is open.
   *
   * @param clock tells what may go from it
   */
  public Chronicle chronicle(InstantSource clock) {
    return new SqlChronicle(place, connections, clock);
  }

  /** For rows that are to go from it; of use as long as this table is open. */
  public Removal removal() {
    return new SqlRemoval(place, connections);
  }

  @Override
  public Written write(Change change) {
    try {
      return connections.write(connection -> written(change, connection));
    } catch (SQLException e) {
      return SqlTrouble.written("writing job " + change.jobId() + " to " + place, e);
    }
  }

  @Override
  public Optional<Row> get(String jobId) {
    try {
      return connections.read(connection -> row(jobId, connection));
    } catch (SQLException e) {
      throw SqlTrouble.exception("reading job " + jobId + " from " + place, e);
    }
  }

  @Override
  public List<Row> query(Query query) {
    try {
      return connections.read(connection -> rows(query, connection));
    } catch (SQLException e) {
      throw SqlTrouble.exception("listing jobs of " + place, e);
    }
  }

  @Override
  public void close() {
    try {
      connections.close();
    } catch (SQLException e) {
      throw SqlTrouble.exception("closing " + place, e);
    }
  }

  private static Written written(Change change, Connection connection) throws SQLException {
    Row before = row(change.jobId(), connection).orElse(null);
    if (!change.holdsFor(before)) {
      return new Written.ConditionFailed(before);
    }
    Row after = change.appliedTo(before);
    Optional<String> excess = RowSize.excess(after);
    if (excess.isPresent()) {
      return new Written.TooLarge(excess.get());
    }
    store(change.jobId(), after, connection);
    return new Written.Done(after);
  }

  private static void store(String jobId, Row row, Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(STORE)) {
      statement.setString(1, jobId);
      statement.setString(2, row.text(Name.STATUS).orElse(""));
      statement.setString(3, row.text(Name.CREATED_AT).orElse(""));
      statement.setString(4, row.text(Name.CONVERSATION_ID).orElse(""));
      statement.setString(5, row.text(Name.LOCK_EXPIRES_AT).orElse(null));
      statement.setString(6, AttributeJson.write(row));
      statement.executeUpdate();
    }
  }

  private static Optional<Row> row(String jobId, Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
      statement.setString(1, jobId);
      return rows(statement).stream().findFirst();
    }
  }

  private static List<Row> rows(Query query, Connection connection) throws SQLException {
    Select select = Select.of(query);
    try (PreparedStatement statement = connection.prepareStatement(select.sql())) {
      int place = 1;
      for (String text : select.texts()) {
        statement.setString(place++, text);
      }
      statement.setInt(place, query.limit());
      return rows(statement);
    }
  }

  private static List<Row> rows(PreparedStatement statement) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        rows.add(AttributeJson.readRow(found.getString(1)));
      }
    }
    return rows;
  }
}
