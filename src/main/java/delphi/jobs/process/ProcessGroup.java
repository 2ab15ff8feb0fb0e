package delphi.jobs.process;

import delphi.jobs.process.ProcessResult.End;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * A session and process group for each command, so that one signal reaches the children that have
 * lost their parents too; and the descendants, some of which may have made groups of their own.
 *
 * <p>The group is made by {@code setsid}, which then becomes the command: the leader's process id
 * is the one that Java knows, and it is the group's id.
 */
record ProcessGroup(Path setsid) implements Containment, Containment.Place {

  /** This rung, if the machine has the program that it needs. */
  static Optional<ProcessGroup> find() {
    return Stream.of("/usr/bin/setsid", "/bin/setsid")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .map(ProcessGroup::new);
  }

  @Override
  public Rung rung() {
    return Rung.GROUP;
  }

  @Override
  public Place place(long deadlineNanos) {
    return this;
  }

  @Override
  public List<String> around(List<String> argv) {
    List<String> inside = new ArrayList<>();
    inside.add(setsid.toString());
    inside.addAll(argv);
    return inside;
  }

  @Override
  public Tree tree(Process leader) {
    return new Group(leader, new Descendants().tree(leader));
  }

  @Override
  public boolean provesEnd() {
    return false;
  }

  /**
   * The group that has the leader's id. The id is nobody else's while the leader has not been
   * collected, nor after that while the group has a member; so the group is never signalled again
   * once it has been seen empty after the leader's end, and the runner looks often enough that the
   * id cannot have come round again in between.
   */
  private static final class Group implements Tree {
    private final Process leader;
    private final Descendants.Family family;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean gone;

    Group(Process leader, Descendants.Family family) {
      this.leader = leader;
      this.family = family;
    }

    @Override
    public long pid() {
      return family.pid();
    }

    @Override
    public Set<Long> processes() {
      Set<Long> found = family.processes();
      found.addAll(ProcessTable.now().membersOf(leader.pid()));
      return found;
    }

    @Override
    public CompletableFuture<End> end() {
      return family.end();
    }

    @Override
    public void keepUntil(long deadlineNanos) {
      family.keepUntil(deadlineNanos);
    }

    @Override
    public void terminate() {
      family.terminate();
    }

    @Override
    public boolean kill() {
      lock.lock();
      try {
        // The family first: it is found through parents that the group's end takes away.
        boolean relatives = family.kill();
        boolean members = signal(Posix.SIGKILL);
        return relatives || members;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public boolean isEmpty() {
      lock.lock();
      try {
        boolean emptyGroup =
            !signal(Posix.NO_SIGNAL) || !ProcessTable.now().anyRunsIn(leader.pid());
        return emptyGroup && family.isEmpty();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void forget() {
      lock.lock();
      try {
        gone = true;
        family.forget();
      } finally {
        lock.unlock();
      }
    }

    /** Whether the group was there to hear it. */
    private boolean signal(int signal) {
      if (gone) {
        return false;
      }
      // Asked before the signal: a leader that has not yet made its group is no empty group.
      boolean leaderRuns = leader.isAlive();
      boolean heard = Posix.signalGroup(leader.pid(), signal);
      gone = !heard && !leaderRuns;
      return heard || leaderRuns;
    }
  }
}
