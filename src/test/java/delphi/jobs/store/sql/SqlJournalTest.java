package delphi.jobs.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.store.journal.Added;
import delphi.jobs.store.journal.Chunks;
import delphi.jobs.store.journal.Journal;
import delphi.jobs.store.journal.Journal.Look;
import delphi.jobs.store.journal.JournalContract;
import delphi.jobs.store.journal.PackedChunk;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlJournalTest extends JournalContract {
  @TempDir private Path folder;
  private Path file;
  private SqlTable table;

  @BeforeEach
  void open() {
    file = folder.resolve("jobs.db");
    new SqlSetup(file).prepare(false);
    table = SqlTable.open(file);
  }

  @AfterEach
  void close() {
    table.close();
  }

  @Override
  protected Journal journal() {
    return table.journal(InstantSource.fixed(Chunks.NOON));
  }

  @Test
  void theNextAttemptTakesAwayWhatHasExpired() {
    journal().add(Chunks.packed("old", 2, 0, "long ago"));
    PackedChunk fresh = Chunks.packed("new", 2, 0, "now");

    Journal later = table.journal(InstantSource.fixed(Chunks.LATER.plusSeconds(1)));
    later.add(Chunks.packed("new", 2, 1, "only the first chunk of an attempt does"));
    assertThat(later.chunks("old", null, 9, Look.CERTAIN)).hasSize(1);
    later.add(fresh);

    assertThat(later.chunks("old", null, 9, Look.CERTAIN)).isEmpty();
    assertThat(later.chunks("new", null, 9, Look.CERTAIN)).contains(fresh);
  }

  @Test
  void aFileWithoutAJournalTakesJobsAllTheSame() throws SQLException {
    try (Connection connection = Connections.connect(new DatabaseFile(file).url());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("DROP TABLE journal");
    }

    assertThat(journal().add(Chunks.packed("j1", 2, 0, "x"))).isNotInstanceOf(Added.Done.class);
    assertThat(table.get("j1")).isEmpty();
  }
}
