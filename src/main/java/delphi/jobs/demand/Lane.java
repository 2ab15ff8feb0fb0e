package delphi.jobs.demand;

import delphi.jobs.job.JobType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The jobs of one type and one conversation, of which no more than so many run at once. */
final class Lane {
  private final JobType type;
  private final int limit;
  private int running;
  private int waiting;
  private @Nullable Duration oldest;

  Lane(JobType type, int limit) {
    this.type = type;
    this.limit = limit;
  }

  JobType type() {
    return type;
  }

  void addRunning() {
    running++;
  }

  /**
   * @param age how long it has waited as PENDING; null where it waits otherwise
   */
  void addWaiting(@Nullable Duration age) {
    waiting++;
    if (age != null && (oldest == null || age.compareTo(oldest) > 0)) {
      oldest = age;
    }
  }

  /** How many of those that wait could run beside those that do. */
  int mayStart() {
    return Math.min(waiting, Math.max(0, limit - running));
  }

  /** How many have to wait for an end. */
  int mustWait() {
    return waiting - mayStart();
  }

  /** The age of the oldest that could run, for the oldest goes first; null where none could. */
  @Nullable Duration oldestToStart() {
    return mayStart() > 0 ? oldest : null;
  }
}
