package delphi.jobs.store.sql;

import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.chronicle.ChronicleContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SqlChronicleTest extends ChronicleContract {
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
  protected Chronicle chronicle() {
    return table.chronicle();
  }
}
