package delphi.jobs.simulation;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.memory.MemoryRoster;
import delphi.jobs.store.roster.Enrolment;
import delphi.jobs.store.roster.Program;
import delphi.jobs.store.roster.Roster;
import delphi.jobs.store.roster.WorkerRecord;
import java.util.List;

/** What all pollers of a history publish of themselves, as far as they reach the board. */
final class Bulletin {
  private final MemoryRoster board = new MemoryRoster();

  /** The board itself, for those who only read. */
  Roster roster() {
    return board;
  }

  Enrolment enrolment(Host host) {
    String name = "host-" + host.number();
    return new Enrolment(new Way(board, host), new Program("simulated", name, 1, "same"));
  }

  /** The board as one host reaches it. */
  private record Way(Roster board, Host host) implements Roster {
    @Override
    public void publish(WorkerRecord worker) {
      if (host.isPartitioned() || host.isDenied() || host.server().isThrottled()) {
        throw new StoreException(StoreException.Kind.UNAVAILABLE, "no route", "Wait.");
      }
      board.publish(worker);
    }

    @Override
    public List<WorkerRecord> all() {
      return board.all();
    }
  }
}
