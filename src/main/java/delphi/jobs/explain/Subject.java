package delphi.jobs.explain;

import delphi.jobs.job.Reading;
import delphi.jobs.store.StoreException;

/** What was found where the job should be. */
public sealed interface Subject {
  /** Its row. */
  record Found(Reading reading, Told told) implements Subject {}

  /** No row of that id. */
  record Missing() implements Subject {}

  /** No answer. */
  record Unanswered(StoreException.Kind kind, String why, String remedy) implements Subject {}
}
