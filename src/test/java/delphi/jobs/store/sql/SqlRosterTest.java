package delphi.jobs.store.sql;

import delphi.jobs.store.roster.Roster;
import delphi.jobs.store.roster.RosterContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqlRosterTest extends RosterContract {
  @TempDir private Path folder;
  private SqlTable table;

  @BeforeEach
  void open() {
    Path file = folder.resolve("jobs.db");
    new SqlSetup(file).prepare(false);
    table = SqlTable.open(file);
  }

  @AfterEach
  void close() {
    table.close();
  }

  @Override
  protected Roster roster() {
    return table.roster();
  }
}
