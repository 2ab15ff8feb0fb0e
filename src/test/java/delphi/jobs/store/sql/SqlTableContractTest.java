package delphi.jobs.store.sql;

import delphi.jobs.store.JobStoreContract;
import delphi.jobs.store.row.Table;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqlTableContractTest extends JobStoreContract {
  @TempDir private Path folder;

  @Override
  protected Table emptyTable() {
    Path file = folder.resolve("jobs.db");
    new SqlSetup(file).prepare(false);
    return SqlTable.open(file);
  }
}
