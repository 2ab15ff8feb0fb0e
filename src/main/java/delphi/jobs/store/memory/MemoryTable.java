package delphi.jobs.store.memory;

import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Removal;
import delphi.jobs.store.row.Removed;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowSize;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** A table that lives and ends with the process; every answer is certain, no read lags. */
public final class MemoryTable implements Table {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Row> rows = new HashMap<>();

  @Override
  public Written write(Change change) {
    lock.lock();
    try {
      Row before = rows.get(change.jobId());
      if (!change.holdsFor(before)) {
        return new Written.ConditionFailed(before);
      }
      Row after = change.appliedTo(before);
      Optional<String> excess = RowSize.excess(after);
      if (excess.isPresent()) {
        return new Written.TooLarge(excess.get());
      }
      rows.put(change.jobId(), after);
      return new Written.Done(after);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Row> get(String jobId) {
    lock.lock();
    try {
      return Optional.ofNullable(rows.get(jobId));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<Row> query(Query query) {
    lock.lock();
    try {
      return rows.values().stream()
          .filter(query::selects)
          .sorted(query.comparator())
          .limit(query.limit())
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** For rows that are to go. */
  public Removal removal() {
    return seen -> {
      lock.lock();
      try {
        Row there = rows.get(seen.jobId());
        if (there == null) {
          return new Removed.Gone();
        }
        if (!there.equals(seen)) {
          return new Removed.Changed();
        }
        rows.remove(seen.jobId());
        return new Removed.Done();
      } finally {
        lock.unlock();
      }
    };
  }

  /** Nothing to let go of: the rows stay readable, as they would in a table that is elsewhere. */
  @Override
  public void close() {}
}
