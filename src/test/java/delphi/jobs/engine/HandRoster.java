package delphi.jobs.engine;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.memory.MemoryRoster;
import delphi.jobs.store.roster.Enrolment;
import delphi.jobs.store.roster.Program;
import delphi.jobs.store.roster.Roster;
import delphi.jobs.store.roster.WorkerRecord;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A roster that a test can make hang or fail, and that remembers all that was published. */
final class HandRoster implements Roster {
  private final MemoryRoster inner = new MemoryRoster();
  private final List<WorkerRecord> published = new CopyOnWriteArrayList<>();
  private volatile @Nullable StoreException failure;
  private volatile @Nullable CountDownLatch gate;

  Enrolment enrolment() {
    return new Enrolment(this, new Program("1.2.3", "host-7", 4711, "0a1b2c3d4e5f"));
  }

  /** Null for a roster that works again. */
  void failWith(@Nullable StoreException other) {
    failure = other;
  }

  /** Whoever publishes waits until that is opened. */
  void hangBehind(CountDownLatch other) {
    gate = other;
  }

  List<WorkerRecord> published() {
    return List.copyOf(published);
  }

  @Override
  public void publish(WorkerRecord worker) {
    CountDownLatch closed = gate;
    StoreException broken = failure;
    try {
      if (closed != null) {
        closed.await();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (broken != null) {
      throw broken;
    }
    inner.publish(worker);
    published.add(worker);
  }

  @Override
  public List<WorkerRecord> all() {
    return inner.all();
  }
}
