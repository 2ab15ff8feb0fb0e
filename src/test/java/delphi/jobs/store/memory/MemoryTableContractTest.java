package delphi.jobs.store.memory;

import delphi.jobs.store.JobStoreContract;
import delphi.jobs.store.row.Table;

class MemoryTableContractTest extends JobStoreContract {
  @Override
  protected Table emptyTable() {
    return new MemoryTable();
  }
}
