package delphi.jobs.engine;

import java.time.Duration;

/**
 * Whether our clock and the server's agree as far as the leases suppose; says once when they do not
 * and once when they do again (PROTOCOL, Time 8). Confined to the poller's thread.
 */
final class ClockWatch {
  /** What is told in whole seconds cannot be judged more finely. */
  private static final Duration FINEST = Duration.ofSeconds(1);

  private final Ports ports;
  private final Duration limit;
  private boolean differ;

  ClockWatch(Ports ports, LeaseSettings lease) {
    this.ports = ports;
    Duration half = lease.clockError().dividedBy(2);
    this.limit = half.compareTo(FINEST) < 0 ? FINEST : half;
  }

  /** Whether they differ by more than half of what the leases allow for. */
  boolean differ() {
    ports.serverClock().difference().ifPresent(this::judge);
    return differ;
  }

  /** An answer that took so long that it proves nothing changes nothing. */
  private void judge(ClockDifference difference) {
    if (!differ && difference.isCertainlyBeyond(limit)) {
      differ = true;
      ports.tell(new EngineEvent.ClocksDiffer(difference, limit));
    } else if (differ && difference.isCertainlyWithin(limit)) {
      differ = false;
      ports.tell(new EngineEvent.ClocksAgree(difference));
    }
  }
}
