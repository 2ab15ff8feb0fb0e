package delphi.jobs.store.sql;

import delphi.jobs.store.RemovalContract;
import delphi.jobs.store.row.Removal;
import delphi.jobs.store.row.Table;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqlRemovalTest extends RemovalContract {
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
  protected Table table() {
    return table;
  }

  @Override
  protected Removal removal() {
    return table.removal();
  }
}
