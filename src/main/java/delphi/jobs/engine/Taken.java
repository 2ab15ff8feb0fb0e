package delphi.jobs.engine;

/** What came of an attempt to take a job. */
sealed interface Taken {
  record Won(Claim claim) implements Taken {}

  /** Somebody else has it, or it is no longer to be had. Not an error. */
  record Missed(String why) implements Taken {}

  /** The table does not take our writes; trying the next job would be no better. */
  record Unwritable(String why, String remedy) implements Taken {}
}
