package delphi.jobs.cost;

import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowSize;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.util.List;
import java.util.Optional;

/** A table that tells whoever works for a job how large the job's row is after each change. */
public record SizedTable(Table table) implements Table {
  @Override
  public Written write(Change change) {
    Written written = table.write(change);
    if (written instanceof Written.Done(Row after) && after != null) {
      Tab.rowHas(RowSize.bytes(after));
    }
    return written;
  }

  @Override
  public Optional<Row> get(String jobId) {
    return table.get(jobId);
  }

  @Override
  public List<Row> query(Query query) {
    return table.query(query);
  }

  @Override
  public void close() {
    table.close();
  }
}
