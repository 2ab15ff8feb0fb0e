package delphi.jobs.store.memory;

import delphi.jobs.store.RemovalContract;
import delphi.jobs.store.row.Removal;
import delphi.jobs.store.row.Table;

class MemoryRemovalTest extends RemovalContract {
  private final MemoryTable table = new MemoryTable();

  @Override
  protected Table table() {
    return table;
  }

  @Override
  protected Removal removal() {
    return table.removal();
  }
}
