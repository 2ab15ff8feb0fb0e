package delphi.jobs.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.StoreSetup.Finding;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlSetupTest {
  @TempDir private Path folder;

  @Test
  void everythingIsMadeOnce() {
    Path file = folder.resolve("made/here/jobs.db");

    assertThat(new SqlSetup(file).prepare(false))
        .extracting(Finding::name)
        .containsExactly(
            file.toString(),
            "delphi_schema",
            "job",
            "job_by_status",
            "job_by_conversation",
            "job_by_created",
            "journal",
            "journal_by_expiry");
    assertThat(kinds(new SqlSetup(file).prepare(false))).containsOnly(Finding.Kind.PRESENT);
  }

  @Test
  void theFirstTimeEverythingIsCreated() {
    Path file = folder.resolve("jobs.db");

    assertThat(kinds(new SqlSetup(file).prepare(false))).containsOnly(Finding.Kind.CREATED);
  }

  @Test
  void aDryRunOnlyLooks() {
    Path file = folder.resolve("not/here/jobs.db");

    assertThat(kinds(new SqlSetup(file).prepare(true))).containsOnly(Finding.Kind.WOULD_CREATE);
    assertThat(folder.resolve("not")).doesNotExist();
  }

  @Test
  void whatIsMissingIsMadeAndNothingElseTouched() throws SQLException {
    Path file = folder.resolve("jobs.db");
    new SqlSetup(file).prepare(false);
    try (SqlTable table = SqlTable.open(file)) {
      table.write(Change.insert(ARow.pending("j1").row()));
    }
    try (Connection connection = Connections.connect(new DatabaseFile(file).url());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("DROP INDEX job_by_created");
    }

    assertThat(new SqlSetup(file).prepare(true))
        .filteredOn(finding -> finding.kind() == Finding.Kind.WOULD_CREATE)
        .extracting(Finding::name)
        .containsExactly("job_by_created");
    assertThat(new SqlSetup(file).prepare(false))
        .filteredOn(finding -> finding.kind() == Finding.Kind.CREATED)
        .extracting(Finding::name)
        .containsExactly("job_by_created");
    try (SqlTable table = SqlTable.open(file)) {
      assertThat(table.get("j1")).isPresent();
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsTold() throws IOException {
    Path notAFolder = Files.createFile(folder.resolve("file"));

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> new SqlSetup(notAFolder.resolve("jobs.db")).prepare(false))
        .withMessageContaining("the folder of " + notAFolder.resolve("jobs.db"))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.DENIED));
  }

  private static List<Finding.Kind> kinds(List<Finding> findings) {
    return findings.stream().map(Finding::kind).toList();
  }
}
