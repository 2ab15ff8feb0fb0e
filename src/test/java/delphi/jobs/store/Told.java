package delphi.jobs.store;

import delphi.jobs.job.Reading;
import org.jspecify.annotations.Nullable;

/**
 * What somebody was told of a request, whatever it was.
 *
 * @param found the row or rows that came with it; null when none did
 */
record Told(Word word, @Nullable Object found) {
  /** It in a word. */
  enum Word {
    /** It is in the table, or this is what was asked for. */
    DONE,
    /** It is not in the table, because the row is another one by now. */
    NOT_DONE,
    /** Nobody knows; ask again. */
    UNCLEAR,
    /** Not done, and asking again changes nothing until somebody has changed something else. */
    REFUSED
  }

  static Told of(Answer answer) {
    return switch (answer) {
      case Answer.Applied(Reading after) -> new Told(Word.DONE, after);
      case Answer.Stale(Reading current) -> new Told(Word.NOT_DONE, current);
      case Answer.Unclear _ -> new Told(Word.UNCLEAR, null);
      case Answer.TooLarge _, Answer.Refused _ -> new Told(Word.REFUSED, null);
    };
  }

  static Told of(Submitted submitted) {
    return switch (submitted) {
      case Submitted.Accepted(Reading job) -> new Told(Word.DONE, job);
      case Submitted.AlreadyThere(Reading job) -> new Told(Word.NOT_DONE, job);
      case Submitted.Unclear _ -> new Told(Word.UNCLEAR, null);
      case Submitted.Refused _, Submitted.NotAccepted _ -> new Told(Word.REFUSED, null);
    };
  }

  static Told of(Read read) {
    try {
      return new Told(Word.DONE, read.read());
    } catch (StoreException unanswered) {
      boolean passes = unanswered.kind() == StoreException.Kind.UNAVAILABLE;
      return new Told(passes ? Word.UNCLEAR : Word.REFUSED, null);
    }
  }

  /** A read that may have no answer. */
  @FunctionalInterface
  interface Read {
    Object read();
  }
}
