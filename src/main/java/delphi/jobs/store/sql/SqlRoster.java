package delphi.jobs.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import delphi.jobs.store.roster.Roster;
import delphi.jobs.store.roster.WorkerRecord;
import delphi.jobs.store.roster.WorkerText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The roster in the table of the journal, over the connections of the jobs. What is over goes with
 * the journal's own.
 */
final class SqlRoster implements Roster {
  /** What stands where the journal has a job's id; no job has that id. */
  private static final String ROSTER = "roster";

  private static final int ROWS_MAX = 1_000;

  private static final String PUBLISH =
      """
      INSERT INTO journal (job_id, entry, payload, expires_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (job_id, entry) DO UPDATE SET
        payload = excluded.payload, expires_at = excluded.expires_at\
      """;

  private static final String ALL =
      "SELECT payload FROM journal WHERE job_id = ? ORDER BY entry LIMIT ?";

  private final String place;
  private final Connections connections;

  SqlRoster(String place, Connections connections) {
    this.place = place;
    this.connections = connections;
  }

  @Override
  public void publish(WorkerRecord worker) {
    try {
      connections.write(connection -> written(worker, connection));
    } catch (SQLException e) {
      throw SqlTrouble.exception("writing to the roster in " + place, e);
    }
  }

  @Override
  public List<WorkerRecord> all() {
    try {
      return connections.read(SqlRoster::read);
    } catch (SQLException e) {
      throw SqlTrouble.exception("reading the roster in " + place, e);
    }
  }

  private static int written(WorkerRecord worker, Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PUBLISH)) {
      statement.setString(1, ROSTER);
      statement.setString(2, worker.id());
      statement.setBytes(3, WorkerText.write(worker).getBytes(UTF_8));
      statement.setLong(4, worker.expiresAt().getEpochSecond());
      return statement.executeUpdate();
    }
  }

  private static List<WorkerRecord> read(Connection connection) throws SQLException {
    List<WorkerRecord> workers = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(ALL)) {
      statement.setString(1, ROSTER);
      statement.setInt(2, ROWS_MAX);
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          WorkerText.read(new String(found.getBytes(1), UTF_8)).ifPresent(workers::add);
        }
      }
    }
    return workers;
  }
}
