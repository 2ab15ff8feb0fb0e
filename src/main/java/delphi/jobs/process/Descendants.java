package delphi.jobs.process;

import static java.util.stream.Collectors.toSet;

import delphi.jobs.process.ProcessResult.End;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** The lowest rung: the leader and those of its descendants whose parents were alive when asked. */
record Descendants() implements Containment, Containment.Place {

  @Override
  public Rung rung() {
    return Rung.DESCENDANTS;
  }

  @Override
  public Place place(long deadlineNanos) {
    return this;
  }

  @Override
  public List<String> around(List<String> argv) {
    return argv;
  }

  @Override
  public Family tree(Process leader) {
    return new Family(leader);
  }

  @Override
  public boolean provesEnd() {
    return false;
  }

  /**
   * The leader and every descendant that was ever seen; each is signalled only while it is itself.
   */
  static final class Family implements Tree {
    private final Process leader;
    private final Set<ProcessHandle> seen = new HashSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean forgotten;

    Family(Process leader) {
      this.leader = leader;
    }

    @Override
    public long pid() {
      return leader.pid();
    }

    @Override
    public Set<Long> processes() {
      lock.lock();
      try {
        look();
        Set<Long> found =
            seen.stream().filter(ProcessTable::runs).map(ProcessHandle::pid).collect(toSet());
        found.add(leader.pid());
        return found;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public CompletableFuture<End> end() {
      return leader.onExit().thenApply(ended -> new End.Exited(ended.exitValue()));
    }

    @Override
    public void keepUntil(long deadlineNanos) {
      // Nobody outlives us here who could see to it; while we live, the runner's alarm does.
    }

    @Override
    public void terminate() {
      lock.lock();
      try {
        // Now, while the leader holds them together.
        look();
        leader.destroy();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public boolean kill() {
      lock.lock();
      try {
        if (forgotten) {
          return false;
        }
        look();
        boolean any = !isEmpty();
        leader.destroyForcibly();
        seen.forEach(ProcessHandle::destroyForcibly);
        return any;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public boolean isEmpty() {
      lock.lock();
      try {
        return !leader.isAlive() && seen.stream().noneMatch(ProcessTable::runs);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void forget() {
      lock.lock();
      try {
        forgotten = true;
      } finally {
        lock.unlock();
      }
    }

    private void look() {
      List<ProcessHandle> alive =
          Stream.concat(Stream.of(leader.toHandle()), seen.stream())
              .filter(ProcessHandle::isAlive)
              .toList();
      if (!alive.isEmpty()) {
        seen.addAll(ProcessTable.now().descendants(alive));
      }
    }
  }
}
