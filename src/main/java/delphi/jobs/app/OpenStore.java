package delphi.jobs.app;

import delphi.jobs.engine.ServerClock;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.journal.Journal;
import delphi.jobs.store.register.Register;
import delphi.jobs.store.roster.Roster;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Table;
import java.time.ZoneId;
import java.util.List;

/**
 * A store that is open until it is closed.
 *
 * @param serverClock told by the answers of a server, where there is one
 * @param oddities what somebody may not expect of it, a sentence each
 */
record OpenStore(
    Table table,
    Journal journal,
    Register register,
    Roster roster,
    ZoneId naiveZone,
    ServerClock serverClock,
    List<String> oddities)
    implements AutoCloseable {
  JobStore jobs() {
    return new TableJobStore(table, new RowReader(naiveZone));
  }

  @Override
  public void close() {
    table.close();
  }
}
