package delphi.jobs.simulation;

import delphi.jobs.job.Transition;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One line of execution of a simulated host: a virtual thread that runs only when it has been given
 * the turn, so that at any moment exactly one of a history runs.
 */
final class Strand {
  private final Life life;
  private final Thread thread;
  private volatile boolean turn;

  /** Counts its waits, so that a wake-up of an earlier one is recognised. */
  private long naps;

  private boolean waiting;
  private @Nullable Transition errand;

  Strand(Life life, String name, Consumer<Strand> body) {
    this.life = life;
    this.thread =
        Thread.ofVirtual()
            .name(name)
            .unstarted(() -> {
              awaitTurn();
              body.accept(this);
            });
  }

  Life life() {
    return life;
  }

  void start() {
    thread.start();
  }

  /** Lets it run; the caller must not go on. */
  void giveTurn() {
    turn = true;
    LockSupport.unpark(thread);
  }

  /** Waits for the turn; called by the strand itself. */
  void awaitTurn() {
    while (!turn) {
      LockSupport.park();
    }
    turn = false;
  }

  /** What the requests that it sends from now on are for. */
  void sendFor(@Nullable Transition what) {
    errand = what;
  }

  @Nullable Transition errand() {
    return errand;
  }

  /** Begins a wait; its number names it. */
  long beginNap() {
    waiting = true;
    return ++naps;
  }

  /** The number of the wait that it is in; 0 when it is in none. */
  long nap() {
    return waiting ? naps : 0;
  }

  void endNap() {
    waiting = false;
  }

  void join() throws InterruptedException {
    thread.join();
  }
}
