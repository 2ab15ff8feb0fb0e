package delphi.jobs.store.sql;

import delphi.jobs.store.register.Register;
import delphi.jobs.store.register.RegisterContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqlRegisterTest extends RegisterContract {
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
  protected Register register() {
    return table.register();
  }
}
