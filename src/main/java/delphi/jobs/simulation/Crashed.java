package delphi.jobs.simulation;

/**
 * Ends a strand whose host has died, or whose history is over: whatever it was about to do, it does
 * not. An error, because the engine must not be able to take it for one of its own failures.
 */
final class Crashed extends Error {
  private static final long serialVersionUID = 1L;

  Crashed() {
    super("this host is dead", null, false, false);
  }
}
