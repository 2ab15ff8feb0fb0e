package delphi.jobs.store.register;

/** What became of a text that was to be kept in a {@link Register}. */
public sealed interface Kept {
  /** It is there, by this request or by an earlier try of the same one. */
  record Done() implements Kept {}

  /** Something else is there than what was seen. */
  record Changed() implements Kept {}

  /** Nobody knows whether it is there; the same request may be tried again. */
  record Unclear(String why) implements Kept {}

  /** Nothing is taken from us: there is no such table, or no right to it. */
  record Refused(String why, String remedy) implements Kept {}
}
