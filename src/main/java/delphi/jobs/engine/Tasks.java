package delphi.jobs.engine;

/** Starts what runs beside the poller, and makes what they wait with. */
public interface Tasks {
  /** Runs a task beside the caller; it handles its own errors. */
  void start(String name, Runnable task);

  Signal signal();
}
