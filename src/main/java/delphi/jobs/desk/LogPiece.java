package delphi.jobs.desk;

import delphi.jobs.store.journal.LogRecord;

/**
 * A statement of a job's log as it was read.
 *
 * @param cursor from where a reader goes on who has seen it
 */
public record LogPiece(LogCursor cursor, int attempt, LogRecord said) {}
