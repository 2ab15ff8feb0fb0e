package delphi.jobs.process;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks every few seconds at what the running commands have, for those that no control group
 * counts: one look at the machine for all of them, on a thread that nothing else waits for.
 */
final class Sampler implements AutoCloseable {
  /** A look takes some hundredths of a second of a machine with a few hundred processes. */
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final Map<Containment.Tree, Usage> seen = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("process-samples").daemon().factory());

  Sampler() {
    long nanos = INTERVAL.toNanos();
    var _ = clock.scheduleWithFixedDelay(this::look, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  void follow(Containment.Tree tree) {
    seen.put(tree, Usage.UNKNOWN);
  }

  /** What was seen of it, the most of each; it is not looked at any more. */
  Usage forget(Containment.Tree tree) {
    Usage usage = seen.remove(tree);
    return usage == null ? Usage.UNKNOWN : usage;
  }

  void look() {
    if (!seen.isEmpty()) {
      Load load = Load.now();
      seen.replaceAll((tree, usage) -> usage.orMore(load.of(tree.root(), tree.pid())));
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
