package delphi.jobs.app;

import delphi.jobs.cost.UnitsBook;
import delphi.jobs.engine.ServerClock;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.journal.Journal;
import delphi.jobs.store.register.Register;
import delphi.jobs.store.roster.Roster;
import delphi.jobs.store.row.Removal;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Table;
import java.time.ZoneId;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A store that is open until it is closed.
 *
 * @param serverClock told by the answers of a server, where there is one
 * @param units what its requests have used; stays empty where nothing counts them
 * @param oddities what somebody may not expect of it, a sentence each
 * @param noting what writes down whatever a command changes
 */
record OpenStore(
    Table table,
    Journal journal,
    Register register,
    Roster roster,
    Chronicle chronicle,
    Removal removal,
    ZoneId naiveZone,
    ServerClock serverClock,
    UnitsBook units,
    List<String> oddities,
    UnaryOperator<JobStore> noting)
    implements AutoCloseable {
  /** The jobs, as a command works with them: what it changes is written down. */
  JobStore jobs() {
    return noting.apply(unnoted());
  }

  /** The same for whoever writes down himself what he changes, as a poller does. */
  JobStore unnoted() {
    return new TableJobStore(table, new RowReader(naiveZone));
  }

  OpenStore noting(UnaryOperator<JobStore> other) {
    return new OpenStore(
        table,
        journal,
        register,
        roster,
        chronicle,
        removal,
        naiveZone,
        serverClock,
        units,
        oddities,
        other);
  }

  @Override
  public void close() {
    table.close();
  }
}
