package delphi.jobs.simulation;

import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.journal.Journal;
import org.jspecify.annotations.Nullable;

/**
 * What everybody in one history shares.
 *
 * @param chronicle null in a history that is not written down, which is faster
 */
record Scene(
    Timeline timeline,
    Weather weather,
    Server server,
    Referee referee,
    Provider provider,
    Trace trace,
    Memory memory,
    Journal journal,
    Bulletin bulletin,
    @Nullable Chronicle chronicle) {}
