package delphi.jobs.app.chaos;

import java.time.Duration;

/**
 * How much is done to how many.
 *
 * @param jobs submitted at the beginning; more follow while there is mischief left to do
 * @param kills of a poller with SIGKILL
 * @param pauses of a poller with SIGSTOP, each longer than its lease
 * @param stops of a poller with SIGTERM
 * @param faultShare of the requests to the table that go wrong, 0 to 1
 * @param longEvery one job in so many goes on for longer than others need to take it over
 * @param pollers at once
 * @param slots of each
 * @param lease short, so that much can happen in a minute
 * @param containment that the pollers are to use
 * @param seed of what is done to whom, and of what goes wrong
 */
public record ChaosSettings(
    int jobs,
    int kills,
    int pauses,
    int stops,
    double faultShare,
    int longEvery,
    int pollers,
    int slots,
    Duration lease,
    String containment,
    long seed) {
  /** Two to three minutes on two cores. */
  public static final ChaosSettings SHORT =
      new ChaosSettings(300, 60, 40, 20, 0.05, 6, 5, 3, Duration.ofSeconds(4), "leash", 0);

  /** For a night. */
  public static final ChaosSettings LONG =
      new ChaosSettings(2_000, 500, 300, 100, 0.05, 6, 5, 3, Duration.ofSeconds(4), "leash", 0);

  public ChaosSettings {
    if (jobs < 1 || pollers < 1 || slots < 1 || longEvery < 1) {
      throw new IllegalArgumentException("jobs, pollers, slots and long jobs: 1 at least");
    }
    if (kills < 0 || pauses < 0 || stops < 0) {
      throw new IllegalArgumentException("kills, pauses and stops: 0 or more");
    }
    if (!(faultShare >= 0 && faultShare < 1)) {
      throw new IllegalArgumentException("faults: 0 percent or more, and less than 100");
    }
  }

  public ChaosSettings withJobs(int other) {
    return new ChaosSettings(
        other,
        kills,
        pauses,
        stops,
        faultShare,
        longEvery,
        pollers,
        slots,
        lease,
        containment,
        seed);
  }

  /** The same with other mischief. */
  public ChaosSettings withMischief(int otherKills, int otherPauses, int otherStops) {
    return new ChaosSettings(
        jobs,
        otherKills,
        otherPauses,
        otherStops,
        faultShare,
        longEvery,
        pollers,
        slots,
        lease,
        containment,
        seed);
  }

  public ChaosSettings withFaultShare(double other) {
    return new ChaosSettings(
        jobs, kills, pauses, stops, other, longEvery, pollers, slots, lease, containment, seed);
  }

  public ChaosSettings withLongEvery(int other) {
    return new ChaosSettings(
        jobs, kills, pauses, stops, faultShare, other, pollers, slots, lease, containment, seed);
  }

  public ChaosSettings withPollers(int other) {
    return new ChaosSettings(
        jobs, kills, pauses, stops, faultShare, longEvery, other, slots, lease, containment, seed);
  }

  public ChaosSettings withContainment(String other) {
    return new ChaosSettings(
        jobs, kills, pauses, stops, faultShare, longEvery, pollers, slots, lease, other, seed);
  }

  public ChaosSettings withSeed(long other) {
    return new ChaosSettings(
        jobs,
        kills,
        pauses,
        stops,
        faultShare,
        longEvery,
        pollers,
        slots,
        lease,
        containment,
        other);
  }

  /** So long after its last sign of life a poller's job may be with another one. */
  Duration untilOthersTakeOver() {
    return lease.multipliedBy(3).dividedBy(2);
  }
}
