package delphi.jobs.store.chronicle;

/** What became of a page that was to be added to a {@link Chronicle}. */
public sealed interface Noted {
  /** It is there, by this request or by an earlier try of the same one. */
  record Done() implements Noted {}

  /** Nobody knows whether it is there; the same request may be tried again. */
  record Unclear(String why) implements Noted {}

  /** Nothing is taken from us: there is no such table, or no right to it. */
  record Refused(String why, String remedy) implements Noted {}
}
