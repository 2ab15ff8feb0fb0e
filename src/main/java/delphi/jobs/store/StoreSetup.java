package delphi.jobs.store;

import java.util.List;

/** Creates what a store needs, or tells what is missing; never changes what is there. */
public interface StoreSetup {
  /**
   * Looks at each table and index that we use, and creates the ones that are missing.
   *
   * @param dryRun only look
   */
  List<Finding> prepare(boolean dryRun);

  /**
   * One thing that was looked at.
   *
   * @param name of a table, an index, or a file
   * @param detail in words
   */
  record Finding(String name, Kind kind, String detail) {
    /** What was found, or done. */
    public enum Kind {
      PRESENT,
      CREATED,
      WOULD_CREATE,
      /** Missing and not created by us; work goes on without it. */
      ABSENT,
      /** There, but not as it should be. */
      DIFFERENT
    }
  }
}
