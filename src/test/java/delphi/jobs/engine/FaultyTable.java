package delphi.jobs.engine;

import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/** A table whose next answers a test decides; it remembers every change that was asked of it. */
final class FaultyTable implements Table {
  private final Table inner;
  private final Queue<BiFunction<Table, Change, Written>> next = new ArrayDeque<>();
  private final List<Change> asked = new CopyOnWriteArrayList<>();

  FaultyTable(Table inner) {
    this.inner = inner;
  }

  /** The next write is answered like this; what it does to the table is its own affair. */
  void next(BiFunction<Table, Change, Written> fault) {
    next.add(fault);
  }

  /** The next write is made, but its answer is lost. */
  void nextAnswerIsLost() {
    next((table, change) -> {
      table.write(change);
      return new Written.NoAnswer("the answer was lost");
    });
  }

  /** The next write does not arrive. */
  void nextIsLost() {
    next((_, _) -> new Written.NoAnswer("the request was lost"));
  }

  /** Whatever was still to go wrong does not. */
  void heal() {
    next.clear();
  }

  List<Change> asked() {
    return asked;
  }

  @Override
  public Written write(Change change) {
    asked.add(change);
    BiFunction<Table, Change, Written> fault = next.poll();
    return fault == null ? inner.write(change) : fault.apply(inner, change);
  }

  @Override
  public Optional<Row> get(String jobId) {
    return inner.get(jobId);
  }

  @Override
  public List<Row> query(Query query) {
    return inner.query(query);
  }

  @Override
  public void close() {
    inner.close();
  }
}
