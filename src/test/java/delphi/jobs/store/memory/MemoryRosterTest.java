package delphi.jobs.store.memory;

import delphi.jobs.store.roster.Roster;
import delphi.jobs.store.roster.RosterContract;

class MemoryRosterTest extends RosterContract {
  private final Roster roster = new MemoryRoster();

  @Override
  protected Roster roster() {
    return roster;
  }
}
