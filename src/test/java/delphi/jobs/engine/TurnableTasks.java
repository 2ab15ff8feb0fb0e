package delphi.jobs.engine;

import java.time.Duration;

/** Tasks for tests on one thread: a wait is over at once, and the clock says that it has passed. */
record TurnableTasks(TurnableTime time) implements Tasks {
  @Override
  public void start(String name, Runnable task) {
    throw new UnsupportedOperationException("nothing runs beside a test on one thread");
  }

  @Override
  public Signal signal() {
    return new Signal() {
      @Override
      public void raise() {}

      @Override
      public void await(Duration most) {
        time.pass(most);
      }
    };
  }
}
