package delphi.jobs.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one file, and one that is killed. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SqlProcessesTest {
  private static final int PROCESSES = 4;
  private static final int JOBS = 200;

  /** No process takes all, however the machine treats the others. */
  private static final String SHARE = Integer.toString(JOBS / 2);

  private static final int KILLS = 3;
  private static final int ACKNOWLEDGED_BEFORE_KILL = 40;

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void prepare() {
    file = folder.resolve("jobs.db");
    new SqlSetup(file).prepare(false);
  }

  @Test
  void eachJobIsWonByOneProcess() throws IOException, InterruptedException {
    try (SqlTable table = SqlTable.open(file)) {
      for (int i = 0; i < JOBS; i++) {
        table.write(Change.insert(ARow.pending("j" + i).row()));
      }
    }
    List<ChildJvm> children = new ArrayList<>();
    List<String> said = new ArrayList<>();
    int winners = 0;
    try {
      for (int i = 0; i < PROCESSES; i++) {
        children.add(ChildJvm.run(ClaimingChild.class, file.toString(), "w" + i, SHARE));
      }
      for (ChildJvm child : children) {
        assertThat(child.line()).isEqualTo("READY");
      }
      for (ChildJvm child : children) {
        child.go();
      }
      for (ChildJvm child : children) {
        List<String> lines = child.rest();
        assertThat(child.process().waitFor()).as("%s", lines).isZero();
        winners += lines.stream().anyMatch(line -> line.startsWith("WON ")) ? 1 : 0;
        said.addAll(lines);
      }
    } finally {
      for (ChildJvm child : children) {
        child.close();
      }
    }

    assertThat(said).allMatch(line -> line.startsWith("WON ") || line.startsWith("LOST "));
    assertThat(said)
        .filteredOn(line -> line.startsWith("WON "))
        .hasSize(JOBS)
        .doesNotHaveDuplicates();
    assertThat(winners).as("processes that came to write").isGreaterThan(1);
  }

  @Test
  void whatWasAcknowledgedSurvivesAKill() throws IOException, InterruptedException, SQLException {
    Map<String, Long> acknowledged = new HashMap<>();
    for (int kill = 0; kill < KILLS; kill++) {
      try (ChildJvm child =
          ChildJvm.run(WritingChild.class, file.toString(), "kill" + kill + "-")) {
        for (int i = 0; i < ACKNOWLEDGED_BEFORE_KILL; i++) {
          remember(child.line(), acknowledged);
        }
        child.kill();
        child.rest().stream()
            .filter(line -> line.matches("ACK \\S+ \\d+"))
            .forEach(line -> remember(line, acknowledged));
      }
      assertThat(integrity()).isEqualTo("ok");
    }

    try (SqlTable table = SqlTable.open(file)) {
      acknowledged.forEach((id, version) -> {
        Row row = table.get(id).orElseThrow(() -> new AssertionError(id + " is lost"));
        assertThat(row.get(Name.VERSION))
            .as(id)
            .isInstanceOfSatisfying(
                Attribute.Num.class,
                stored ->
                    assertThat(stored.decimal().longValueExact()).isGreaterThanOrEqualTo(version));
      });
    }
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(KILLS * ACKNOWLEDGED_BEFORE_KILL / 3);
  }

  private static void remember(String line, Map<String, Long> acknowledged) {
    assertThat(line).matches("ACK \\S+ \\d+");
    String[] words = line.split(" ", -1);
    acknowledged.merge(words[1], Long.parseLong(words[2]), Math::max);
  }

  private String integrity() throws SQLException {
    try (Connection connection = Connections.connect(new DatabaseFile(file).url());
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("PRAGMA integrity_check")) {
      return found.getString(1);
    }
  }

  @Test
  void everyConnectionWritesThroughAndSharesTheFile() throws SQLException {
    try (Connection connection = Connections.connect(new DatabaseFile(file).url())) {
      assertThat(pragma(connection, "journal_mode")).isEqualTo("wal");
      assertThat(pragma(connection, "synchronous")).as("FULL").isEqualTo("2");
      assertThat(pragma(connection, "busy_timeout")).isEqualTo("10000");
    }
  }

  private static String pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("PRAGMA " + name)) {
      return found.getString(1);
    }
  }
}
