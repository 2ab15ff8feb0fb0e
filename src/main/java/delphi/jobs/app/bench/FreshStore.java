package delphi.jobs.app.bench;

import delphi.jobs.store.JobStore;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.journal.Journal;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Table;
import java.time.ZoneOffset;
import java.util.List;

/**
 * An empty store that nobody else knows of; gone when it is closed.
 *
 * @param tally of everything that the table is asked for
 * @param flags how the command line is told of it; none where another process cannot reach it
 * @param discard makes it go
 */
public record FreshStore(
    Table table,
    Journal journal,
    Chronicle chronicle,
    Tally tally,
    List<String> flags,
    Runnable discard)
    implements AutoCloseable {
  public FreshStore {
    flags = List.copyOf(flags);
  }

  JobStore jobs() {
    return new TableJobStore(table, new RowReader(ZoneOffset.UTC));
  }

  @Override
  public void close() {
    discard.run();
  }
}
