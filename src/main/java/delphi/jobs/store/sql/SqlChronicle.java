package delphi.jobs.store.sql;

import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.chronicle.Noted;
import delphi.jobs.store.chronicle.PackedPage;
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

/**
 * The chronicle in the table of the journal, over the connections of the jobs. Each page takes some
 * with it whose time is over, chunks of logs included: a job that prints nothing has no such chunk.
 */
final class SqlChronicle implements Chronicle {
  private static final String ADD =
      """
      INSERT INTO journal (job_id, entry, payload, expires_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (job_id, entry) DO NOTHING\
      """;

  private static final String SOME =
      """
      SELECT entry, payload, expires_at FROM journal
      WHERE job_id = ? AND entry BETWEEN ? AND ? ORDER BY entry DESC LIMIT ?\
      """;

  private final String place;
  private final Connections connections;
  private final InstantSource clock;

  SqlChronicle(String place, Connections connections, InstantSource clock) {
    this.place = place;
    this.connections = connections;
    this.clock = clock;
  }

  @Override
  public Noted add(PackedPage page) {
    try {
      return connections.write(connection -> added(page, connection));
    } catch (SQLException e) {
      return switch (SqlTrouble.written("adding to the history in " + place, e)) {
        case Written.Refused(String why, String remedy) -> new Noted.Refused(why, remedy);
        case Written.NoAnswer(String why) -> new Noted.Unclear(why);
        case Written.TooLarge(String why) -> new Noted.Refused(why, "");
        case Written.Done _, Written.ConditionFailed _ ->
            throw new IllegalStateException("an exception is no success", e);
      };
    }
  }

  @Override
  public List<PackedPage> pages(String jobId, int limit) {
    try {
      return connections.read(connection -> pages(jobId, limit, connection));
    } catch (SQLException e) {
      throw SqlTrouble.exception("reading the history of job " + jobId + " from " + place, e);
    }
  }

  /** What lies there already is this page: an entry names what is in it. */
  private Noted added(PackedPage page, Connection connection) throws SQLException {
    SqlJournal.forget(clock.instant(), connection);
    try (PreparedStatement statement = connection.prepareStatement(ADD)) {
      statement.setString(1, page.jobId());
      statement.setString(2, page.entry());
      statement.setBytes(3, page.bytes());
      statement.setLong(4, page.expiresAt().getEpochSecond());
      statement.executeUpdate();
    }
    return new Noted.Done();
  }

  private static List<PackedPage> pages(String jobId, int limit, Connection connection)
      throws SQLException {
    List<PackedPage> pages = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(SOME)) {
      statement.setString(1, jobId);
      statement.setString(2, PackedPage.PREFIX);
      statement.setString(3, PackedPage.END);
      statement.setInt(4, limit);
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          pages.add(
              new PackedPage(
                  jobId,
                  found.getString(1),
                  ByteBuffer.wrap(found.getBytes(2)),
                  Instant.ofEpochSecond(found.getLong(3))));
        }
      }
    }
    return pages;
  }
}
