package delphi.jobs.simulation;

import delphi.jobs.store.journal.Journal;

/** What everybody in one history shares. */
record Scene(
    Timeline timeline,
    Weather weather,
    Server server,
    Referee referee,
    Provider provider,
    Trace trace,
    Memory memory,
    Journal journal,
    Bulletin bulletin) {}
