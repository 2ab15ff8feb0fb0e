package delphi.jobs.store;

import delphi.jobs.job.Reading;

/** What became of a submission. */
public sealed interface Submitted {
  /** It is in the table now. */
  record Accepted(Reading job) implements Submitted {}

  /** The id was there before; nothing was changed. */
  record AlreadyThere(Reading job) implements Submitted {}

  /** Nobody knows whether it is in the table; submitting it again with the same id is safe. */
  record Unclear(String why) implements Submitted {}

  /**
   * The table takes nothing from us: no rights, no table. It is not in the table, and may be tried
   * again once somebody has seen to that.
   */
  record Refused(String why, String remedy) implements Submitted {}

  /** It is not in the table, and trying again would not help. */
  record NotAccepted(String why, String remedy) implements Submitted {}
}
