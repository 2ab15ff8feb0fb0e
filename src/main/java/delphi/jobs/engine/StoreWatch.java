package delphi.jobs.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether the table answers. When it stops, it is said once and asked again at growing intervals;
 * when it answers again, that is said once. Confined to the poller's thread.
 */
final class StoreWatch {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration MOST = Duration.ofSeconds(30);

  private final Ports ports;
  private @Nullable Stopwatch sinceLost;
  private @Nullable Stopwatch sinceFailure;
  private Duration pause = Duration.ZERO;
  private int failures;

  StoreWatch(Ports ports) {
    this.ports = ports;
  }

  void failed(String why, String remedy) {
    failures++;
    pause = Backoff.growing(FIRST, 2, MOST, failures - 1, ports.random());
    sinceFailure = Stopwatch.start(ports.time());
    if (sinceLost == null) {
      sinceLost = sinceFailure;
      ports.tell(new EngineEvent.StoreLost(why, remedy, pause));
    }
  }

  void answered() {
    Stopwatch lost = sinceLost;
    if (lost != null) {
      ports.tell(new EngineEvent.StoreBack(lost.elapsed()));
    }
    sinceLost = null;
    sinceFailure = null;
    failures = 0;
  }

  /** How long not to ask; zero when it may be asked. */
  Duration untilNextTry() {
    Stopwatch since = sinceFailure;
    return since == null ? Duration.ZERO : since.left(pause);
  }
}
