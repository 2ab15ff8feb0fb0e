package delphi.jobs.app.bench;

import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.util.List;
import java.util.Optional;

/** A table that counts each operation as one request, for stores that have no wire to look at. */
record CountingTable(Table table, Tally tally) implements Table {
  @Override
  public Written write(Change change) {
    tally.request(Tally.WRITES);
    Written written = table.write(change);
    if (written instanceof Written.ConditionFailed) {
      tally.conditionFailed();
    }
    return written;
  }

  @Override
  public Optional<Row> get(String jobId) {
    tally.request(Tally.READS);
    return table.get(jobId);
  }

  @Override
  public List<Row> query(Query query) {
    tally.request(Tally.QUERIES);
    return table.query(query);
  }

  @Override
  public void close() {
    table.close();
  }
}
