package delphi.jobs.app.bench;

import delphi.jobs.job.Status;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Condition;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The least that a job can cost: two conditional writes, to take it and to end it, and nothing
 * around them. No reading, no lease, no log: the yardstick that makes figures of two machines
 * comparable.
 */
final class BareLoop {
  private static final Attribute ME = new Attribute.Text("bare-loop");

  private final Table table;

  BareLoop(Table table) {
    this.table = table;
  }

  /** Takes and ends each of these jobs, by so many hands at once. */
  void run(List<String> ids, int hands, Team team) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    team.each(
        hands,
        "bare",
        () -> {
          for (int i = next.getAndIncrement(); i < ids.size(); i = next.getAndIncrement()) {
            String id = ids.get(i);
            write(step(id, Status.PENDING, 1, Status.PROCESSING));
            write(step(id, Status.PROCESSING, 2, Status.COMPLETED));
          }
        });
  }

  private void write(Change change) {
    if (!(table.write(change) instanceof Written.Done)) {
      throw new IllegalStateException("a write of the bare loop was not done: " + change.jobId());
    }
  }

  private static Change step(String id, Status from, long version, Status to) {
    return new Change(
        id,
        List.of(
            new Condition.Equal(Name.STATUS, new Attribute.Text(from.name())),
            new Condition.Equal(Name.VERSION, new Attribute.Num(version))),
        Map.of(
            Name.STATUS, new Attribute.Text(to.name()),
            Name.VERSION, new Attribute.Num(version + 1),
            Name.WORKER_ID, ME),
        Set.of());
  }
}
