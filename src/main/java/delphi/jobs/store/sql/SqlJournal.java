package delphi.jobs.store.sql;

import delphi.jobs.store.journal.Added;
import delphi.jobs.store.journal.Booked;
import delphi.jobs.store.journal.ChunkKey;
import delphi.jobs.store.journal.Journal;
import delphi.jobs.store.journal.OrderEntry;
import delphi.jobs.store.journal.PackedChunk;
import delphi.jobs.store.row.Written;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The journal in the file of the jobs, over the same connections. The first chunk of an attempt
 * takes some with it whose time is over; nobody else would.
 */
final class SqlJournal implements Journal {
  private static final int EXPIRED_AT_ONCE = 200;

  private static final String ADD =
      "INSERT INTO journal (job_id, entry, payload, expires_at) VALUES (?, ?, ?, ?)";

  private static final String REPLACE =
      "UPDATE journal SET payload = ?, expires_at = ? WHERE job_id = ? AND entry = ?";

  private static final String ONE = "SELECT payload FROM journal WHERE job_id = ? AND entry = ?";

  private static final String SOME =
      """
      SELECT entry, payload, expires_at FROM journal
      WHERE job_id = ? AND entry BETWEEN ? AND ? ORDER BY entry LIMIT ?\
      """;

  private static final String FORGET =
      """
      DELETE FROM journal WHERE (job_id, entry) IN
        (SELECT job_id, entry FROM journal WHERE expires_at < ? LIMIT ?)\
      """;

  private final String place;
  private final Connections connections;
  private final InstantSource clock;

  SqlJournal(String place, Connections connections, InstantSource clock) {
    this.place = place;
    this.connections = connections;
    this.clock = clock;
  }

  @Override
  public Added add(PackedChunk chunk) {
    try {
      return connections.write(connection -> added(chunk, connection));
    } catch (SQLException e) {
      return switch (SqlTrouble.written("adding to the journal in " + place, e)) {
        case Written.Refused(String why, String remedy) -> new Added.Refused(why, remedy);
        case Written.NoAnswer(String why) -> new Added.Unclear(why);
        case Written.TooLarge(String why) -> new Added.Taken(why);
        case Written.Done _, Written.ConditionFailed _ ->
            throw new IllegalStateException("an exception is no success", e);
      };
    }
  }

  @Override
  public List<PackedChunk> chunks(String jobId, @Nullable ChunkKey after, int limit, Look look) {
    try {
      return connections.read(connection -> chunks(jobId, after, limit, connection));
    } catch (SQLException e) {
      throw SqlTrouble.exception("reading the log of job " + jobId + " from " + place, e);
    }
  }

  @Override
  public Booked book(OrderEntry entry, @Nullable OrderEntry before) {
    try {
      return connections.write(connection -> booked(entry, before, connection));
    } catch (SQLException e) {
      return switch (SqlTrouble.written("writing the order book in " + place, e)) {
        case Written.Refused(String why, String remedy) -> new Booked.Refused(why, remedy);
        case Written.NoAnswer(String why) -> new Booked.Unclear(why);
        case Written.TooLarge(String why) -> new Booked.Refused(why, "");
        case Written.Done _, Written.ConditionFailed _ ->
            throw new IllegalStateException("an exception is no success", e);
      };
    }
  }

  private static Booked booked(OrderEntry entry, @Nullable OrderEntry before, Connection connection)
      throws SQLException {
    byte[] there = payload(entry.key(), OrderEntry.ENTRY, connection);
    ByteBuffer wanted = entry.payload();
    if (there != null) {
      ByteBuffer found = ByteBuffer.wrap(there);
      if (found.equals(wanted)) {
        return new Booked.Done();
      }
      if (before == null || !found.equals(before.payload())) {
        return new Booked.Taken(OrderEntry.read(entry.key(), found));
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(there == null ? ADD : REPLACE)) {
      byte[] bytes = entry.bytes();
      long expires = entry.expiresAt().getEpochSecond();
      if (there == null) {
        statement.setString(1, entry.key());
        statement.setString(2, OrderEntry.ENTRY);
        statement.setBytes(3, bytes);
        statement.setLong(4, expires);
      } else {
        statement.setBytes(1, bytes);
        statement.setLong(2, expires);
        statement.setString(3, entry.key());
        statement.setString(4, OrderEntry.ENTRY);
      }
      statement.executeUpdate();
    }
    return new Booked.Done();
  }

  private Added added(PackedChunk chunk, Connection connection) throws SQLException {
    byte[] there = payload(chunk.jobId(), chunk.key().toString(), connection);
    if (there != null) {
      return ByteBuffer.wrap(there).equals(chunk.payload())
          ? new Added.Done()
          : new Added.Taken("another chunk lies at " + chunk.key());
    }
    if (chunk.key().number() == 0) {
      forgetExpired(connection);
    }
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      statement.setString(1, chunk.jobId());
      statement.setString(2, chunk.key().toString());
      statement.setBytes(3, chunk.bytes());
      statement.setLong(4, chunk.expiresAt().getEpochSecond());
      statement.executeUpdate();
    }
    return new Added.Done();
  }

  private void forgetExpired(Connection connection) throws SQLException {
    forget(clock.instant(), connection);
  }

  /** Takes some away whose time is over: logs, notes, and texts of the register alike. */
  static void forget(Instant now, Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
      statement.setLong(1, now.getEpochSecond());
      statement.setInt(2, EXPIRED_AT_ONCE);
      statement.executeUpdate();
    }
  }

  private static byte @Nullable [] payload(String jobId, String entry, Connection connection)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ONE)) {
      statement.setString(1, jobId);
      statement.setString(2, entry);
      try (ResultSet found = statement.executeQuery()) {
        return found.next() ? found.getBytes(1) : null;
      }
    }
  }

  private static List<PackedChunk> chunks(
      String jobId, @Nullable ChunkKey after, int limit, Connection connection)
      throws SQLException {
    List<PackedChunk> chunks = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(SOME)) {
      statement.setString(1, jobId);
      statement.setString(2, ChunkKey.after(after));
      statement.setString(3, ChunkKey.END);
      statement.setInt(4, limit);
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          chunks.add(
              new PackedChunk(
                  jobId,
                  ChunkKey.parse(found.getString(1)),
                  ByteBuffer.wrap(found.getBytes(2)),
                  Instant.ofEpochSecond(found.getLong(3))));
        }
      }
    }
    return chunks;
  }
}
