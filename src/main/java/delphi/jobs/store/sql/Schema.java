package delphi.jobs.store.sql;

import delphi.jobs.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables and indexes of the store, in SQL that SQLite and PostgreSQL both take.
 *
 * <p>A row is kept whole, as JSON with types; beside it stand copies of the few attributes that are
 * searched for. Where a row lacks one of them the copy is an empty text, because the databases do
 * not agree on where NULL comes in an order.
 */
final class Schema {
  /** Raised with each change of what is below; a program refuses a store that is newer than it. */
  static final int VERSION = 2;

  static final List<Part> PARTS =
      List.of(
          new Part(
              Kind.TABLE,
              "delphi_schema",
              "the version of what is in the store",
              "CREATE TABLE delphi_schema (version INTEGER NOT NULL PRIMARY KEY)"),
          new Part(
              Kind.TABLE,
              "job",
              "the jobs",
              """
              CREATE TABLE job (
                job_id TEXT NOT NULL PRIMARY KEY,
                status TEXT NOT NULL,
                created_at TEXT NOT NULL,
                conversation_id TEXT NOT NULL,
                lock_expires_at TEXT,
                attributes TEXT NOT NULL)\
              """),
          // The lock stands last so that a look for overdue rows need not open each running one.
          new Part(
              Kind.INDEX,
              "job_by_status",
              "finds waiting and overdue jobs",
              "CREATE INDEX job_by_status ON job (status, created_at, job_id, lock_expires_at)"),
          new Part(
              Kind.INDEX,
              "job_by_conversation",
              "finds the jobs of a conversation",
              "CREATE INDEX job_by_conversation ON job (conversation_id, created_at, job_id)"),
          new Part(
              Kind.INDEX,
              "job_by_created",
              "finds the newest jobs",
              "CREATE INDEX job_by_created ON job (created_at, job_id)"),
          new Part(
              Kind.TABLE,
              "journal",
              "the full logs and the history of jobs",
              """
              CREATE TABLE journal (
                job_id TEXT NOT NULL,
                entry TEXT NOT NULL,
                payload BYTEA NOT NULL,
                expires_at BIGINT,
                PRIMARY KEY (job_id, entry))\
              """),
          new Part(
              Kind.INDEX,
              "journal_by_expiry",
              "finds what may go from the journal",
              "CREATE INDEX journal_by_expiry ON journal (expires_at)"));

  private static final Part VERSIONS = PARTS.getFirst();

  private Schema() {}

  /** One thing that must be there, and the statement that makes it. */
  record Part(Kind kind, String name, String purpose, String statement) {}

  /** What there can be. */
  enum Kind {
    TABLE("table"),
    INDEX("index");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  static boolean isPresent(Part part, Connection connection) throws SQLException {
    String sql = "SELECT 1 FROM sqlite_master WHERE type = ? AND name = ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, part.kind().word);
      statement.setString(2, part.name());
      try (ResultSet found = statement.executeQuery()) {
        return found.next();
      }
    }
  }

  static void create(Part part, Connection connection) throws SQLException {
    execute(part.statement(), connection);
  }

  static void writeVersion(Connection connection) throws SQLException {
    execute(
        "INSERT INTO delphi_schema (version) VALUES (" + VERSION + ") ON CONFLICT DO NOTHING",
        connection);
  }

  /** Refuses a file that no setup of ours has been at, or a newer one. */
  static int requireOurs(String place, Connection connection) throws SQLException {
    int version = requireNotNewer(place, connection);
    if (version == 0) {
      throw new StoreException(
          StoreException.Kind.MISSING,
          place + " is a database, but holds no jobs",
          "Make the tables with 'delphi init --store sqlite:" + place + "'.");
    }
    return version;
  }

  /** The version of the store, 0 when it has none. */
  static int requireNotNewer(String place, Connection connection) throws SQLException {
    int version = isPresent(VERSIONS, connection) ? version(connection) : 0;
    if (version > VERSION) {
      throw new StoreException(
          StoreException.Kind.INVALID,
          "%s has schema %d; this program knows schemas up to %d"
              .formatted(place, version, VERSION),
          "Use the newer version of delphi that made it.");
    }
    return version;
  }

  private static int version(Connection connection) throws SQLException {
    String sql = "SELECT COALESCE(MAX(version), 0) FROM delphi_schema";
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      return found.next() ? found.getInt(1) : 0;
    }
  }

  private static void execute(String sql, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
