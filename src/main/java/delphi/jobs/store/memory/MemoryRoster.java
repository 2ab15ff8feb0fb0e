package delphi.jobs.store.memory;

import delphi.jobs.store.roster.Roster;
import delphi.jobs.store.roster.WorkerRecord;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A roster that ends with the process; nothing in it expires. */
public final class MemoryRoster implements Roster {
  private final ConcurrentNavigableMap<String, WorkerRecord> workers =
      new ConcurrentSkipListMap<>();

  @Override
  public void publish(WorkerRecord worker) {
    workers.put(worker.id(), worker);
  }

  @Override
  public List<WorkerRecord> all() {
    return List.copyOf(workers.values());
  }
}
