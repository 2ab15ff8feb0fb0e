package delphi.jobs.desk;

import org.jspecify.annotations.Nullable;

/** What somebody knows of a batch that a job may have ordered. */
public sealed interface OrderWord {
  /** Nothing; the provider is to be asked. */
  record Unknown() implements OrderWord {}

  /** It is there, and the provider calls it so. */
  record Seen(String batchId) implements OrderWord {}

  /** There is none. */
  record Absent() implements OrderWord {}

  /**
   * What was said.
   *
   * @param ordered the provider's id of it; null when nobody has said one
   * @param notOrdered whether somebody has said that there is none
   * @param names how the two are called where they were said
   * @throws Problem if both were
   */
  static OrderWord of(@Nullable String ordered, boolean notOrdered, String names) {
    if (ordered == null) {
      return notOrdered ? new Absent() : new Unknown();
    }
    if (notOrdered) {
      throw new Problem(Exit.USAGE, names, "only one of them can be true", "");
    }
    return new Seen(ordered);
  }

  /** Whether it is somebody's own word, on which money may depend. */
  default boolean isOwnWord() {
    return !(this instanceof Unknown);
  }
}
