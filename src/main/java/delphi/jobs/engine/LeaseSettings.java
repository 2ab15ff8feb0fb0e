package delphi.jobs.engine;

import java.time.Duration;

/**
 * The times of a lease (PROTOCOL, Time).
 *
 * @param length {@code L}: how long a claim is good without being renewed
 * @param heartbeat how often it is renewed
 * @param stopBefore {@code Mf}: so long before the lease ends the holder stops its own process
 * @param waitAfter {@code Mr}: so long after the lease has ended others leave the job alone
 * @param clockError {@code S}: how wrong a host's clock may be
 * @param killTime {@code K}: how long it takes until a process that is killed is gone
 */
public record LeaseSettings(
    Duration length,
    Duration heartbeat,
    Duration stopBefore,
    Duration waitAfter,
    Duration clockError,
    Duration killTime) {
  public static final LeaseSettings DEFAULT = ofLength(Duration.ofMinutes(2));

  public LeaseSettings {
    require(
        length.isPositive() && heartbeat.isPositive(), "a lease and its heartbeat are positive");
    require(
        heartbeat.multipliedBy(3).compareTo(length) < 0,
        "the heartbeat (" + heartbeat + ") must be shorter than a third of the lease, " + length);
    require(
        stopBefore.multipliedBy(2).compareTo(length) < 0,
        "the holder's margin (" + stopBefore + ") must be less than half of the lease, " + length);
    Duration margins = stopBefore.plus(waitAfter);
    Duration needed = clockError.multipliedBy(2).plus(killTime);
    require(
        margins.compareTo(needed) >= 0,
        "the margins together ("
            + margins
            + ") must cover twice the clock error and the time to"
            + " kill ("
            + needed
            + ")");
  }

  /**
   * The protocol's proportions for a lease of another length: 120 s, 20 s, 30 s, 30 s, 20 s, 10 s.
   */
  public static LeaseSettings ofLength(Duration length) {
    return new LeaseSettings(
        length,
        length.dividedBy(6),
        length.dividedBy(4),
        length.dividedBy(4),
        length.dividedBy(6),
        length.dividedBy(12));
  }

  /**
   * The longest wait beside a running process: how late a lease that ran out while the machine was
   * suspended can be noticed. A small part of the margin, 3 s of 30.
   */
  Duration tick() {
    return stopBefore.dividedBy(10);
  }

  /** How long after the start of a request the process that it licenses may live. */
  Duration usable() {
    return length.minus(stopBefore);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
