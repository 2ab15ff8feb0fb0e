package delphi.jobs.engine;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A table that answers no query while it is down; what names a row still works. */
record DownTable(Table inner, BooleanSupplier isDown) implements Table {
  @Override
  public Written write(Change change) {
    return inner.write(change);
  }

  @Override
  public Optional<Row> get(String jobId) {
    return inner.get(jobId);
  }

  @Override
  public List<Row> query(Query query) {
    if (isDown.getAsBoolean()) {
      throw new StoreException(StoreException.Kind.UNAVAILABLE, "nobody there", "Start it.");
    }
    return inner.query(query);
  }

  @Override
  public void close() {
    inner.close();
  }
}
