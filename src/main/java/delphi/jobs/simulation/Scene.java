package delphi.jobs.simulation;

/** What everybody in one history shares. */
record Scene(
    Timeline timeline,
    Weather weather,
    Server server,
    Referee referee,
    Trace trace,
    Memory memory) {}
