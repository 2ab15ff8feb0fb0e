package delphi.jobs.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is peculiar to a file; what every store must do is held by the contract. */
class SqlTableTest {
  @TempDir private Path folder;

  @Test
  void aStoreThatIsNotThereIsMissingAndNotMade() {
    Path file = folder.resolve("none.db");

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> SqlTable.open(file))
        .withMessage("there is no store at " + file)
        .satisfies(e -> {
          assertThat(e.kind()).isEqualTo(StoreException.Kind.MISSING);
          assertThat(e.remedy()).contains("delphi init");
        });
    assertThat(file).doesNotExist();
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedAndLeftAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("notes.txt"), "Dear diary, ".repeat(1000));

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> SqlTable.open(file))
        .withMessageContaining(file.toString())
        .withMessageContaining("not a database")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.INVALID))
        .satisfies(e -> assertThat(e.remedy()).contains("another file"));
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> new SqlSetup(file).prepare(false));
    assertThat(file).hasContent("Dear diary, ".repeat(1000));
  }

  @Test
  void aFolderIsRefused() {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> SqlTable.open(folder))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.DENIED));
  }

  @Test
  void aDatabaseOfSomebodyElseIsRefused() throws SQLException {
    Path file = folder.resolve("other.db");
    execute(file, "CREATE TABLE diary (page TEXT)");

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> SqlTable.open(file))
        .withMessageContaining("holds no jobs")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.MISSING));
  }

  @Test
  void aNewerSchemaIsRefusedInWords() throws SQLException {
    Path file = prepared("new.db");
    execute(file, "UPDATE delphi_schema SET version = 7");

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> SqlTable.open(file))
        .withMessage(file + " has schema 7; this program knows schemas up to 2")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.INVALID));
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> new SqlSetup(file).prepare(false))
        .withMessageContaining("has schema 7");
  }

  @Test
  void aFullDiskRefusesTheWriteAndKeepsWhatWasThere() {
    Path file = prepared("full.db");
    String url = new DatabaseFile(file).url() + "&max_page_count=30";
    try (SqlTable table = SqlTable.open(file.toString(), url)) {
      Change small = Change.insert(ARow.pending("small").row());
      Change large = Change.insert(ARow.pending("large").text("x", "x".repeat(300_000)).row());

      assertThat(table.write(small)).isInstanceOf(Written.Done.class);
      assertThat(table.write(large))
          .asInstanceOf(type(Written.Refused.class))
          .satisfies(refused -> {
            assertThat(refused.why()).contains("writing job large to " + file);
            assertThat(refused.remedy()).isEqualTo("Make room on the disk.");
          });
      assertThat(table.get("small")).isPresent();
      assertThat(table.get("large")).isEmpty();
      assertThat(table.write(Change.insert(ARow.pending("small2").row())))
          .isInstanceOf(Written.Done.class);
    }
  }

  @Test
  void aFileThatCannotBeWrittenCanBeReadAndRefusesWrites() {
    Path file = prepared("readonly.db");
    try (SqlTable table = SqlTable.open(file)) {
      table.write(Change.insert(ARow.pending("j1").row()));
      // Read-only by the way it is opened: a test that runs as root is not stopped by permissions.
      String url = new DatabaseFile(file).url().replace("mode=rw", "mode=ro");
      try (SqlTable readOnly = SqlTable.open(file.toString(), url)) {
        assertThat(readOnly.get("j1")).isPresent();
        assertThat(readOnly.write(Change.insert(ARow.pending("j2").row())))
            .asInstanceOf(type(Written.Refused.class))
            .extracting(Written.Refused::remedy)
            .asString()
            .contains("writable");
      }
    }
  }

  @Test
  void aFileThatIsLostUnderTheTableIsToldWithItsName() throws SQLException {
    Path file = prepared("lost.db");
    try (SqlTable table = SqlTable.open(file)) {
      execute(file, "DROP TABLE job");

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> table.get("j1"))
          .withMessageContaining("reading job j1 from " + file)
          .withMessageContaining("no such table");
    }
  }

  @Test
  void afterTheEndEveryReadIsRefusedAndEveryWriteHasNoAnswer() {
    SqlTable table = SqlTable.open(prepared("closed.db"));
    table.close();
    table.close();

    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> table.get("j1"));
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> table.query(Query.oldest(Query.Index.STATUS, "PENDING", 1)));
    assertThat(table.write(Change.insert(ARow.pending("j1").row())))
        .isInstanceOf(Written.NoAnswer.class);
  }

  @Test
  void aPathMayHaveAnyCharacter() {
    Path file = prepared("a ?&=%23 ü#;😀/jobs.db");
    try (SqlTable table = SqlTable.open(file)) {
      table.write(Change.insert(ARow.pending("j1").row()));
    }
    try (SqlTable again = SqlTable.open(file)) {
      assertThat(again.get("j1")).map(Row::jobId).contains("j1");
    }
    assertThat(file).isNotEmptyFile();
  }

  @Test
  void whatWasWrittenByOneTableIsSeenByAnotherOnTheSameFile() {
    Path file = prepared("two.db");
    try (SqlTable one = SqlTable.open(file);
        SqlTable two = SqlTable.open(file)) {
      assertThat(two.get("j1")).isEmpty();
      one.write(Change.insert(ARow.pending("j1").row()));
      assertThat(two.get("j1")).contains(ARow.pending("j1").row());
    }
  }

  @Test
  void everyLookGoesAlongAnIndex() throws SQLException {
    Path file = prepared("plan.db");
    Query byStatus = Query.oldest(Query.Index.STATUS, "PENDING", 1);
    Query byConversation = Query.oldest(Query.Index.CONVERSATION, "42", 1);
    Query all = new Query(Query.Index.STATUS, null, Query.Order.NEWEST_FIRST, 1, null, null);

    assertThat(plan(file, byStatus)).contains("USING INDEX job_by_status").doesNotContain("SORT");
    assertThat(plan(file, byStatus.createdFrom("2026").lockBefore("2026")))
        .contains("USING INDEX job_by_status (status=? AND created_at>?)");
    assertThat(plan(file, byConversation)).contains("USING INDEX job_by_conversation");
    assertThat(plan(file, all)).contains("USING INDEX job_by_created").doesNotContain("B-TREE");
  }

  private static String plan(Path file, Query query) throws SQLException {
    Select select = Select.of(query);
    try (Connection connection = Connections.connect(new DatabaseFile(file).url());
        var statement = connection.prepareStatement("EXPLAIN QUERY PLAN " + select.sql());
        var found = statement.executeQuery()) {
      return found.getString("detail");
    }
  }

  private Path prepared(String name) {
    Path file = folder.resolve(name);
    new SqlSetup(file).prepare(false);
    return file;
  }

  private static void execute(Path file, String sql) throws SQLException {
    try (Connection connection = Connections.connect(new DatabaseFile(file).urlThatCreates());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }
}
