package delphi.jobs.engine;

import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A table that counts what it is asked for. */
final class CountingTable implements Table {
  private final Table inner;
  private final Map<String, Integer> writes = new ConcurrentHashMap<>();
  private final AtomicLong queries = new AtomicLong();
  private final AtomicLong gets = new AtomicLong();

  CountingTable(Table inner) {
    this.inner = inner;
  }

  /** How often this row was to be written. */
  int writesOf(String jobId) {
    return writes.getOrDefault(jobId, 0);
  }

  int writes() {
    return writes.values().stream().mapToInt(Integer::intValue).sum();
  }

  long reads() {
    return queries.get() + gets.get();
  }

  @Override
  public Written write(Change change) {
    writes.merge(change.jobId(), 1, Integer::sum);
    return inner.write(change);
  }

  @Override
  public Optional<Row> get(String jobId) {
    gets.incrementAndGet();
    return inner.get(jobId);
  }

  @Override
  public List<Row> query(Query query) {
    queries.incrementAndGet();
    return inner.query(query);
  }

  @Override
  public void close() {
    inner.close();
  }
}
