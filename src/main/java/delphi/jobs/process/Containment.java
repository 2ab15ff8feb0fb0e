package delphi.jobs.process;

import delphi.jobs.process.ProcessResult.End;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A rung of the ladder that holds what a command starts (PROTOCOL, Process), best first. The first
 * three have a holder beside the command, which outlives us for as long as it takes to kill all of
 * it and to prove that it is gone; by the others a process that has called {@code setsid} and lost
 * its parent is not found.
 */
sealed interface Containment permits Held, ProcessGroup, Descendants {

  Rung rung();

  /** Whether an empty tree proves that nothing the command ever started still lives. */
  boolean provesEnd();

  /**
   * Makes ready what will hold one command.
   *
   * @param deadlineNanos until when it may live if nobody says otherwise, on the clock of {@link
   *     SteadyClock}
   */
  Place place(long deadlineNanos) throws IOException;

  /** What holds one command, before it starts; becomes a tree or is discarded. */
  interface Place {
    File NOTHING = new File("/dev/null");

    /** The command line that starts a command inside. */
    List<String> around(List<String> argv);

    /** What that command line reads; the command itself always finds nothing there. */
    default File input() {
      return NOTHING;
    }

    /**
     * Everything that was started by a leader whose command line came from here; returns when the
     * command runs.
     *
     * @throws IOException if it does not; then nothing of it is left
     */
    Tree tree(Process leader) throws IOException;

    /** The leader did not start: leaves nothing behind. */
    default void discard() {}
  }

  /** One command's processes. Safe for use by several threads. */
  interface Tree {
    /** Process id of the command itself, as we see it. */
    long pid();

    /** Process ids, as we see them, of all that runs of it, as far as this rung can see. */
    Set<Long> processes();

    /** Process id of the one that all of it descends from: its holder, or itself if it has none. */
    default long root() {
      return pid();
    }

    /** What it has used, as far as this rung counts it; of a tree that is gone, the whole. */
    default Usage usage() throws InterruptedException {
      return Usage.UNKNOWN;
    }

    /** How the command itself ended; what it has left behind may still run. */
    CompletableFuture<End> end();

    /** How long it may live without another word, whatever becomes of us; never waits. */
    void keepUntil(long deadlineNanos);

    /** Asks the command to end. */
    void terminate();

    /**
     * Kills all of it.
     *
     * @return whether there was anything left to kill, be it only a zombie
     */
    boolean kill();

    /** Whether no process of it runs any more, as far as this rung can see. */
    boolean isEmpty();

    /** From now on nothing is signalled: its process ids may belong to somebody else. */
    void forget();
  }
}
