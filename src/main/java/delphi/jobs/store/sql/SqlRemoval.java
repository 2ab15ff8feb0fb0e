package delphi.jobs.store.sql;

import delphi.jobs.store.row.AttributeJson;
import delphi.jobs.store.row.Removal;
import delphi.jobs.store.row.Removed;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Written;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Removes rows from the file of the jobs; their place in it is used again, it does not shrink. */
final class SqlRemoval implements Removal {
  private static final String FIND = "SELECT attributes FROM job WHERE job_id = ?";
  private static final String DELETE = "DELETE FROM job WHERE job_id = ?";

  private final String place;
  private final Connections connections;

  SqlRemoval(String place, Connections connections) {
    this.place = place;
    this.connections = connections;
  }

  @Override
  public Removed remove(Row seen) {
    try {
      return connections.write(connection -> removed(seen, connection));
    } catch (SQLException e) {
      return switch (SqlTrouble.written("removing job " + seen.jobId() + " from " + place, e)) {
        case Written.NoAnswer(String why) -> new Removed.Unclear(why);
        case Written.Refused(String why, String remedy) -> new Removed.Refused(why, remedy);
        case Written.TooLarge(String why) -> new Removed.Refused(why, "");
        case Written.Done _, Written.ConditionFailed _ ->
            throw new IllegalStateException("an exception is no success", e);
      };
    }
  }

  private static Removed removed(Row seen, Connection connection) throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setString(1, seen.jobId());
      try (ResultSet found = find.executeQuery()) {
        if (!found.next()) {
          return new Removed.Gone();
        }
        if (!AttributeJson.readRow(found.getString(1)).equals(seen)) {
          return new Removed.Changed();
        }
      }
    }
    try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
      delete.setString(1, seen.jobId());
      delete.executeUpdate();
    }
    return new Removed.Done();
  }
}
