package delphi.jobs.store;

import delphi.jobs.job.Reading;

/** What became of a submission. */
public sealed interface Submitted {
  /** It is in the table now. */
  record Accepted(Reading job) implements Submitted {}

  /** The id was there before; nothing was changed. */
  record AlreadyThere(Reading job) implements Submitted {}

  /** It is not in the table, or nobody knows whether it is. */
  record NotAccepted(String why, String remedy) implements Submitted {}
}
