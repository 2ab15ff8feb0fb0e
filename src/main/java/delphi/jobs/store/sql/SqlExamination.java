package delphi.jobs.store.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** What can be seen of a SQLite file beyond what our work needs; changes nothing. */
public final class SqlExamination {
  private static final String SOUND = "ok";

  private SqlExamination() {}

  /**
   * What is damaged in the file, as SQLite says it; empty when it is sound. Reads the whole file,
   * but for its indexes.
   */
  public static Optional<String> damage(Path file) {
    String url = "jdbc:sqlite:" + file.toUri() + "?mode=ro";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("PRAGMA quick_check(1)")) {
      String first = found.next() ? found.getString(1) : "it says nothing";
      return SOUND.equals(first) ? Optional.empty() : Optional.of(first);
    } catch (SQLException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
