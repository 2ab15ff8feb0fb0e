package delphi.jobs.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import delphi.jobs.store.register.Kept;
import delphi.jobs.store.register.Register;
import delphi.jobs.store.row.Written;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The register in the table of the journal, over the connections of the jobs. */
final class SqlRegister implements Register {
  /** Where texts lie among what the journal has of jobs; no job has such an entry. */
  private static final String ENTRY = "register";

  private static final String FIND = "SELECT payload FROM journal WHERE job_id = ? AND entry = ?";
  private static final String KEEP =
      """
      INSERT INTO journal (job_id, entry, payload, expires_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (job_id, entry) DO UPDATE SET
        payload = excluded.payload, expires_at = excluded.expires_at\
      """;

  private final String place;
  private final Connections connections;

  SqlRegister(String place, Connections connections) {
    this.place = place;
    this.connections = connections;
  }

  @Override
  public Optional<String> find(String name) {
    try {
      return connections.read(connection -> Optional.ofNullable(text(name, connection)));
    } catch (SQLException e) {
      throw SqlTrouble.exception("reading the register in " + place, e);
    }
  }

  @Override
  public Kept keep(String name, @Nullable String seen, String text, Instant expiresAt) {
    try {
      return connections.write(connection -> kept(name, seen, text, expiresAt, connection));
    } catch (SQLException e) {
      return switch (SqlTrouble.written("writing to the register in " + place, e)) {
        case Written.Refused(String why, String remedy) -> new Kept.Refused(why, remedy);
        case Written.TooLarge(String why) -> new Kept.Refused(why, "");
        case Written.NoAnswer(String why) -> new Kept.Unclear(why);
        case Written.Done _, Written.ConditionFailed _ ->
            throw new IllegalStateException("an exception is no success", e);
      };
    }
  }

  private static Kept kept(
      String name, @Nullable String seen, String text, Instant expiresAt, Connection connection)
      throws SQLException {
    String there = text(name, connection);
    if (!text.equals(there) && !Objects.equals(there, seen)) {
      return new Kept.Changed();
    }
    try (PreparedStatement statement = connection.prepareStatement(KEEP)) {
      statement.setString(1, name);
      statement.setString(2, ENTRY);
      statement.setBytes(3, text.getBytes(UTF_8));
      statement.setLong(4, expiresAt.getEpochSecond());
      statement.executeUpdate();
    }
    return new Kept.Done();
  }

  private static @Nullable String text(String name, Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setString(1, name);
      statement.setString(2, ENTRY);
      try (ResultSet found = statement.executeQuery()) {
        return found.next() ? new String(found.getBytes(1), UTF_8) : null;
      }
    }
  }
}
