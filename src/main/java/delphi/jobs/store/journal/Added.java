package delphi.jobs.store.journal;

/** What became of a chunk that was to be added. */
public sealed interface Added {
  /** It is in the journal, by this request or by an earlier try of the same one. */
  record Done() implements Added {}

  /** Something else lies at its place; to ask again is of no use. */
  record Taken(String why) implements Added {}

  /** Nobody knows whether it is in the journal; the same request may be tried again. */
  record Unclear(String why) implements Added {}

  /** The journal takes nothing from us: there is none, or no right to it. */
  record Refused(String why, String remedy) implements Added {}
}
