package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.engine.Poller;
import delphi.jobs.engine.Signal;
import delphi.jobs.job.State;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The time between the start and the end of {@code up}: shows what happens, and ends it. */
final class UpRun {
  /** As often as a clock with tenths of a second needs it. */
  private static final Duration WHILE_SOMETHING_RUNS = Duration.ofMillis(200);

  /** The engine tells what happens; this is for rows that others put into the store. */
  private static final Duration WHILE_NOTHING_RUNS = Duration.ofSeconds(1);

  private final Session session;
  private final Board board;
  private final BoardView view;
  private final Signal changed;
  private final Leftovers leftovers;
  private final UpReport report;
  private final boolean exitWhenDone;
  private final AtomicBoolean stopAsked = new AtomicBoolean();
  private final AtomicBoolean pollerEnded = new AtomicBoolean();
  private final AtomicReference<@Nullable RuntimeException> defect = new AtomicReference<>();
  private final Set<String> told = new HashSet<>();
  private boolean stopTold;
  private @Nullable Exit done;

  UpRun(
      Session session,
      Board board,
      Signal changed,
      Leftovers leftovers,
      UpReport report,
      boolean exitWhenDone) {
    this.session = session;
    this.board = board;
    this.view = new BoardView(session.console());
    this.changed = changed;
    this.leftovers = leftovers;
    this.report = report;
    this.exitWhenDone = exitWhenDone;
  }

  /** Runs the poller beside, and shows what it does, until it ends. */
  Exit run(Poller poller) {
    session.surroundings().signals().listen(() -> stop(poller), poller::drainNow);
    Thread work = Thread.ofPlatform().name("poller").start(() -> poll(poller));
    try {
      while (!pollerEnded.get()) {
        boolean settled = look(poller);
        changed.await(settled ? WHILE_NOTHING_RUNS : WHILE_SOMETHING_RUNS);
      }
      view.show(board.entries(), session.now());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      poller.drainNow();
      join(work);
    }
    RuntimeException unforeseen = defect.get();
    if (unforeseen != null) {
      throw unforeseen;
    }
    return exitWhenDone ? (done == null ? Exit.INTERRUPTED : done) : Exit.OK;
  }

  /** Shows how it stands, and whether anything is still to happen. */
  private boolean look(Poller poller) {
    List<Board.Entry> entries = board.entries();
    view.show(entries, session.now());
    if (stopAsked.get()) {
      tellOfStop(entries);
      return false;
    }
    if (!entries.stream().allMatch(entry -> isSettled(entry.state()))) {
      done = null;
      return false;
    }
    if (done == null && !leftovers.areThere()) {
      view.leave(entries);
      report.tell(entries.stream().filter(entry -> told.add(entry.id())).toList(), !exitWhenDone);
      done = areCompleted(entries) ? Exit.OK : Exit.FAILED;
      if (exitWhenDone) {
        poller.drain();
      }
    }
    return true;
  }

  private void stop(Poller poller) {
    stopAsked.set(true);
    poller.drain();
    changed.raise();
  }

  private void tellOfStop(List<Board.Entry> entries) {
    long running = entries.stream().filter(entry -> entry.state() == State.PROCESSING).count();
    if (!stopTold && running > 0) {
      view.leave(entries);
      session.say(
          "stopping; "
              + running
              + (running == 1 ? " job" : " jobs")
              + " may end first. Ctrl-C again hands them back to the next run at once.");
    }
    stopTold = true;
  }

  private void poll(Poller poller) {
    try {
      poller.run();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException unforeseen) {
      defect.set(unforeseen);
    } finally {
      pollerEnded.set(true);
      changed.raise();
    }
  }

  private static boolean areCompleted(List<Board.Entry> entries) {
    return entries.stream().allMatch(entry -> entry.state() == State.COMPLETED);
  }

  private static boolean isSettled(State state) {
    return state.isTerminal() || state == State.HELD;
  }

  private static void join(Thread work) {
    try {
      work.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
