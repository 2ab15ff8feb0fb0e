package delphi.jobs.simulation;

/** One life of a process on a host: from its start to its end or crash. */
final class Life {
  private boolean over;
  private long frozenUntil;

  /** Whether nothing of it may run any more. */
  boolean isOver() {
    return over;
  }

  void end() {
    over = true;
  }

  /** Until when none of its strands runs; in nanoseconds of the timeline. */
  long frozenUntil() {
    return frozenUntil;
  }

  /** Stops it, as SIGSTOP does. */
  void freezeUntil(long time) {
    frozenUntil = Math.max(frozenUntil, time);
  }
}
