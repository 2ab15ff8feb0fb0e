package delphi.jobs.process;

import java.util.List;

/**
 * A rung of the ladder that holds what a command starts (PROTOCOL, Process), best first. None of
 * these proves that a tree is gone: a process that has called {@code setsid} and lost its parent is
 * found by neither. Rungs that do (a PID namespace, a cgroup) belong before them.
 */
sealed interface Containment permits ProcessGroup, Descendants {

  /** The best rung that this machine allows. */
  static Containment best() {
    return ProcessGroup.find().<Containment>map(group -> group).orElseGet(Descendants::new);
  }

  /** What it is called where people are told which one is in force. */
  String name();

  /** The command line that starts a command inside. */
  List<String> around(List<String> argv);

  /** Everything that was started by a leader whose command line came from here. */
  Tree tree(Process leader);

  /** Whether an empty tree proves that nothing the command ever started still lives. */
  boolean provesEnd();

  /** One command's processes. Safe for use by several threads. */
  interface Tree {
    /** Asks the leader to end. */
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
