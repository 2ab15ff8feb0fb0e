package delphi.jobs.engine;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the table answers, of which reading and writing may fail apart. When either stops, it is
 * said once and asked again at growing intervals, none longer than that between two looks; when
 * both work again, that is said once. Confined to the poller's thread.
 */
final class StoreWatch {
  /** What is asked of a table. */
  enum Side {
    READING,
    WRITING
  }

  private static final int FIRST_PART = 10;

  private final Ports ports;
  private final Duration first;
  private final Duration most;
  private final Set<Side> lost = EnumSet.noneOf(Side.class);
  private @Nullable Stopwatch sinceLost;
  private @Nullable Stopwatch sinceFailure;
  private Duration pause = Duration.ZERO;
  private int failures;

  /**
   * @param interval between two looks at the table when all is well
   */
  StoreWatch(Ports ports, Duration interval) {
    this.ports = ports;
    this.first = interval.dividedBy(FIRST_PART);
    this.most = interval;
  }

  void failed(Side side, String why, String remedy) {
    failures++;
    pause = Backoff.growing(first, 2, most, failures - 1, ports.random());
    sinceFailure = Stopwatch.start(ports.time());
    lost.add(side);
    if (sinceLost == null) {
      sinceLost = sinceFailure;
      ports.tell(new EngineEvent.StoreLost(why, remedy, pause));
    }
  }

  void answered(Side side) {
    lost.remove(side);
    Stopwatch since = sinceLost;
    if (lost.isEmpty() && since != null) {
      ports.tell(new EngineEvent.StoreBack(since.elapsed()));
      sinceLost = null;
      sinceFailure = null;
      failures = 0;
    }
  }

  /** How long not to ask; zero when it may be asked. */
  Duration untilNextTry() {
    Stopwatch since = sinceFailure;
    return since == null ? Duration.ZERO : since.left(pause);
  }
}
