package delphi.jobs.store.chronicle;

/**
 * Where somebody who changes jobs notes what has happened. To note never fails and never waits for
 * a table: what becomes of a note is the notebook's own matter.
 */
@FunctionalInterface
public interface Notebook {
  void note(String jobId, Happening happening);
}
