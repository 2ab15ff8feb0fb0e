package delphi.jobs.job;

/** A row after somebody tried to understand it: a {@link Job}, or the reasons why it is none. */
public sealed interface Reading permits Job, Unreadable {
  /** The row's key; rows without one do not exist. */
  String id();
}
