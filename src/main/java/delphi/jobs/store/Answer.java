package delphi.jobs.store;

import delphi.jobs.job.Reading;
import org.jspecify.annotations.Nullable;

/**
 * What the table said to a change (PROTOCOL, What an answer means). A lost race is an answer like
 * any other, not an error.
 */
public sealed interface Answer {
  /**
   * The change is in the table, by this request or by an earlier try of the same one.
   *
   * @param after the row with the change
   */
  record Applied(Reading after) implements Answer {}

  /**
   * The row is no longer as the change supposed, and the change was not made.
   *
   * @param current the row as it is now; null when there is none
   */
  record Stale(@Nullable Reading current) implements Answer {}

  /**
   * Throttled, lost, or late: the change may have been made or not. The same request may be tried
   * again.
   */
  record Unclear(String why) implements Answer {}

  /** The row would outgrow what the table can hold; a shorter change may fit. */
  record TooLarge(String why) implements Answer {}

  /**
   * The table will not have it, however often it is asked: no rights, no table, no such key form.
   *
   * @param remedy what an operator can do about it
   */
  record Refused(String why, String remedy) implements Answer {}
}
