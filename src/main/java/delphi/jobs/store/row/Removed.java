package delphi.jobs.store.row;

/** What came of a wish to remove a row. */
public sealed interface Removed {
  /** It was as it was seen, and is gone. */
  record Done() implements Removed {}

  /** There was none; the answer to an earlier try may have got lost. */
  record Gone() implements Removed {}

  /** It is not what was seen any more, and stays. */
  record Changed() implements Removed {}

  /** Nobody knows; the same may be tried again. */
  record Unclear(String why) implements Removed {}

  /** Not accepted, now or later. */
  record Refused(String why, String remedy) implements Removed {}
}
