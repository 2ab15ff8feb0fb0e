package delphi.jobs.store.memory;

import delphi.jobs.store.journal.Journal;
import delphi.jobs.store.journal.JournalContract;

class MemoryJournalTest extends JournalContract {
  @Override
  protected Journal journal() {
    return new MemoryJournal();
  }
}
