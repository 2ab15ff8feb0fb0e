package delphi.jobs.ops.hook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is worth a message. The words are a promise to those who receive them. */
public enum Occasion {
  /** A job has ended as FAILED, or its row was put aside as unreadable. */
  FAILED,
  /** A job is laid aside until a person decides. */
  HELD,
  /** A job's holder looks after it no more: it was freed, or nobody may free it yet. */
  STUCK,
  /** Somebody has cancelled a job, and it has ended. */
  CANCELLED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** That of a word, in any case. */
  public static Optional<Occasion> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equalsIgnoreCase(word)).findFirst();
  }
}
