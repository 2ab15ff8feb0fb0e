package delphi.jobs.process;

import delphi.jobs.process.ProcessResult.End;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Sees one command through, from its start until there is nothing of it left to wait for. Has a
 * thread of its own; what must happen in time, the killing, does not depend on it.
 */
final class Supervisor {
  /** How long a group that empties itself may go unnoticed; see {@link ProcessGroup}. */
  private static final Duration TICK = Duration.ofMillis(20);

  private final Process leader;
  private final OsProcess process;
  private final Containment.Tree tree;
  private final Sources sources;
  private final ProcessSettings settings;
  private final Sampler sampler;
  private final long startNanos = System.nanoTime();

  Supervisor(
      Process leader,
      OsProcess process,
      Containment.Tree tree,
      Sources sources,
      ProcessSettings settings,
      Sampler sampler) {
    this.leader = leader;
    this.process = process;
    this.tree = tree;
    this.sources = sources;
    this.settings = settings;
    this.sampler = sampler;
  }

  /** What came of it, beside what it said. */
  record Verdict(End end, Duration elapsed, boolean treeIsEmpty, Usage usage) {
    /** An end of its own is none where the system has killed some of it for want of memory. */
    End end(Quota quota) {
      return end instanceof End.Exited(int code) && code != 0 && usage.outOfMemoryKills() > 0
          ? new End.OutOfMemory(code, quota.memoryBytes())
          : end;
    }
  }

  /** Waits until it is gone and everything that it said has been told. */
  Verdict seeThrough() throws InterruptedException {
    sampler.follow(tree);
    try {
      return seeToItsEnd();
    } finally {
      sampler.forget(tree);
    }
  }

  private Verdict seeToItsEnd() throws InterruptedException {
    var _ = leader.onExit().thenRun(sources::news);
    End own = awaitEnd();
    Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
    End end = process.ended(own);
    // A helper that it left behind may still be writing the last lines, so it gets time for them.
    await(sources::areRead);
    if (tree.kill()) {
      await(() -> sources.areRead() && tree.isEmpty());
    }
    boolean empty = tree.isEmpty();
    Usage usage = tree.usage().orMore(sampler.forget(tree));
    process.close();
    sources.finish(settings.drain());
    return new Verdict(end, elapsed, empty, usage);
  }

  private End awaitEnd() throws InterruptedException {
    while (true) {
      try {
        return sources.haveChannel()
            ? tree.end().get(settings.channelInterval().toNanos(), TimeUnit.NANOSECONDS)
            : tree.end().get();
      } catch (TimeoutException stillRuns) {
        sources.lookAtChannel();
      } catch (ExecutionException e) {
        throw new AssertionError("the end of a process is always told", e);
      }
    }
  }

  /** Waits for it, but no longer than the drain time, and watches the tree meanwhile. */
  private void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + settings.drain().toNanos();
    tree.isEmpty();
    while (!condition.getAsBoolean() && System.nanoTime() - deadline < 0) {
      sources.awaitNews(TICK);
      tree.isEmpty();
    }
  }
}
