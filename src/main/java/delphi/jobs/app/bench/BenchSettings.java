package delphi.jobs.app.bench;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How much is measured.
 *
 * @param jobs that are run in one round
 * @param slots of the poller
 * @param rounds of each measurement; their median is told
 * @param backlogs how many jobs wait in the scenario of that name, smallest first
 * @param pollers that compete
 */
public record BenchSettings(
    Set<Scenario> scenarios,
    int jobs,
    int slots,
    int rounds,
    List<Integer> backlogs,
    int pollers,
    Pace pace) {
  public static final int JOBS_MAX = 1_000_000;
  public static final BenchSettings DEFAULT =
      new BenchSettings(
          Set.of(Scenario.values()), 500, 4, 3, List.of(500, 10_000), 8, Pace.DEFAULT);

  public BenchSettings {
    scenarios = Set.copyOf(scenarios);
    backlogs = List.copyOf(backlogs);
    require(jobs >= 1 && jobs <= JOBS_MAX, "a round has 1 to " + JOBS_MAX + " jobs");
    require(slots >= 1 && pollers >= 1 && rounds >= 1, "slots, pollers and rounds are positive");
    require(
        backlogs.stream().allMatch(waiting -> waiting >= 1 && waiting <= JOBS_MAX),
        "a backlog has 1 to " + JOBS_MAX + " jobs");
  }

  public BenchSettings withScenarios(Set<Scenario> other) {
    return new BenchSettings(other, jobs, slots, rounds, backlogs, pollers, pace);
  }

  public BenchSettings withJobs(int other) {
    return new BenchSettings(scenarios, other, slots, rounds, backlogs, pollers, pace);
  }

  public BenchSettings withSlots(int other) {
    return new BenchSettings(scenarios, jobs, other, rounds, backlogs, pollers, pace);
  }

  public BenchSettings withRounds(int other) {
    return new BenchSettings(scenarios, jobs, slots, other, backlogs, pollers, pace);
  }

  public BenchSettings withBacklogs(List<Integer> other) {
    return new BenchSettings(scenarios, jobs, slots, rounds, other, pollers, pace);
  }

  public BenchSettings withPace(Pace other) {
    return new BenchSettings(scenarios, jobs, slots, rounds, backlogs, pollers, other);
  }

  /**
   * The measurements that take time by their nature.
   *
   * @param interval of the poller whose latency is measured
   * @param samples jobs that are submitted to it
   * @param gap between two of them, on average
   * @param idleInterval of the poller that has nothing to do
   * @param idleSpan how long it is watched
   */
  public record Pace(
      Duration interval, int samples, Duration gap, Duration idleInterval, Duration idleSpan) {
    /** The interval of the reference for latency, and the default one for idling. */
    public static final Pace DEFAULT =
        new Pace(
            Duration.ofSeconds(1),
            80,
            Duration.ofMillis(250),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1));

    public Pace {
      require(
          interval.isPositive() && gap.isPositive() && samples >= 1, "a pace is a positive one");
      require(idleInterval.isPositive() && idleSpan.isPositive(), "idling takes time");
    }
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
