package delphi.jobs.store;

import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Table;
import java.util.List;

/** Finds rows for people who look: along the narrowest index that fits, the rest by filtering. */
final class RowSearch {
  private final Table table;
  private final RowReader reader;

  RowSearch(Table table, RowReader reader) {
    this.table = table;
    this.reader = reader;
  }

  List<Row> find(JobFilter filter) {
    Query everything =
        new Query(Query.Index.STATUS, null, Query.Order.NEWEST_FIRST, filter.limit(), null, null);
    return table.query(everything).stream()
        .filter(row -> !reader.read(row).id().isEmpty())
        .toList();
  }
}
