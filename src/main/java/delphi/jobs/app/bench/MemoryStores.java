package delphi.jobs.app.bench;

import delphi.jobs.store.memory.MemoryChronicle;
import delphi.jobs.store.memory.MemoryJournal;
import delphi.jobs.store.memory.MemoryTable;
import java.util.List;

/** Stores in memory: they cost next to nothing, so what is measured is the engine. */
public record MemoryStores() implements FreshStores {
  @Override
  public String name() {
    return "memory";
  }

  @Override
  public FreshStore open() {
    Tally tally = new Tally();
    CountingTable table = new CountingTable(new MemoryTable(), tally);
    return new FreshStore(
        table, new MemoryJournal(), new MemoryChronicle(), tally, List.of(), table::close);
  }
}
