package delphi.jobs.job;

/** What a change rests on: a row that was read, or a claim that is held. */
public sealed interface Basis permits Seen, Fence {
  String jobId();

  /** The state that the change starts from. */
  State state();

  /** The version that the change writes if it moves owner or status. */
  long nextVersion();
}
