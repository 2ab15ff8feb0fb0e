package delphi.jobs.process;

/** The rungs that somebody may demand to hold their commands, best first. */
public enum Rung {
  /** A namespace of processes that dies with us, and when we are frozen too long. */
  LEASH,
  /** A session and process group, and the descendants that are found. */
  GROUP,
  /** The descendants that are found. */
  DESCENDANTS
}
