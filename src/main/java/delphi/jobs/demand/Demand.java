package delphi.jobs.demand;

import delphi.jobs.job.JobType;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What there is to do at one moment, for pollers of one kind.
 *
 * @param runnable jobs that a free slot would take at once, by type; parked ones that are due too
 * @param oldestPendingAge how long the oldest of those that wait as PENDING has existed; null for
 *     none
 * @param waitingForTurn jobs that wait until another one of their conversation has ended
 * @param toRescue jobs that a poller would free, because their holder is gone
 * @param held jobs that wait for a person; their age since they were held
 * @param leftAlone rows of types that such a poller does not take by its settings
 * @param lookedAt how many rows all of this was counted from
 * @param isComplete false when there are more rows, so that each count is a lower bound
 */
public record Demand(
    SortedMap<JobType, Integer> runnable,
    @Nullable Duration oldestPendingAge,
    int waitingForTurn,
    int toRescue,
    InFlight inFlight,
    Parked parked,
    Group held,
    Anomalies anomalies,
    int leftAlone,
    int lookedAt,
    boolean isComplete) {
  public Demand {
    runnable = Collections.unmodifiableSortedMap(new TreeMap<>(runnable));
  }

  /**
   * Jobs under a lease that is good.
   *
   * @param ours held by pollers of this system, of whatever host
   * @param others held by older pollers
   */
  public record InFlight(int ours, int others) {}

  /**
   * Jobs that wait for a time.
   *
   * @param due how many of them are due, and so among the runnable ones
   * @param untilNext until the earliest is due, nothing when one is; null when none is parked
   */
  public record Parked(int count, int due, @Nullable Duration untilNext) {}

  /**
   * What should not be, or not for long.
   *
   * @param leaseRanOut the lease is over and nobody has freed the job; age since the lease's end
   * @param withoutLock PROCESSING without a lock, so that nobody can tell whether somebody is at
   *     work; age since the start
   * @param unreadable no job can be made of the row; age since its submission
   * @param unknownType nobody handles the type; age since its submission
   */
  public record Anomalies(
      Group leaseRanOut, Group withoutLock, Group unreadable, Group unknownType) {}

  public int runnableCount() {
    return runnable.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * How many slots would be busy now if they existed: what could start, what runs under pollers of
   * this system, and what would run again once a poller had freed it.
   */
  public int wanted() {
    return runnableCount() + inFlight.ours() + toRescue;
  }
}
