package delphi.jobs.store.row;

import org.jspecify.annotations.Nullable;

/** What a table answered to one {@link Change}, before anybody has thought about what it means. */
public sealed interface Written {
  /**
   * The conditions held and the change was made.
   *
   * @param after the whole row as it is now; null when the answer came without it
   */
  record Done(@Nullable Row after) implements Written {}

  /**
   * The conditions did not hold when the last try of the request arrived.
   *
   * @param before the row that was found; null when there is none
   */
  record ConditionFailed(@Nullable Row before) implements Written {}

  /** No answer, or one that says nothing of the row: throttled, 5xx, network, time-out. */
  record NoAnswer(String why) implements Written {}

  /** The row would be too large. */
  record TooLarge(String why) implements Written {}

  /** Not accepted, now or later: no rights, no table, not valid. */
  record Refused(String why, String remedy) implements Written {}
}
