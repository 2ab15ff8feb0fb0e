package delphi.jobs.store.row;

/**
 * The only way in which a row of a job goes for ever; for whoever has put it elsewhere and has seen
 * that it is there. Safe for use by many threads.
 */
@FunctionalInterface
public interface Removal {
  /** Takes a row away if it still is exactly what was seen: every attribute, type and all. */
  Removed remove(Row seen);
}
