package delphi.jobs.overview;

import delphi.jobs.experience.Estimate;
import delphi.jobs.experience.Usual;
import delphi.jobs.job.JobType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is seen of the table at one moment.
 *
 * @param rowsRead for it
 */
public record Picture(
    Instant at,
    List<Worker> workers,
    List<Running> running,
    List<Queue> waiting,
    Aside parked,
    Aside held,
    Failures failures,
    int rowsRead) {
  public Picture {
    workers = List.copyOf(workers);
    running = List.copyOf(running);
    waiting = List.copyOf(waiting);
  }

  /**
   * Who runs jobs.
   *
   * @param slots null when it has not told
   * @param heardOf how long ago it was last heard of; null when only its jobs are seen
   * @param note what is special about it
   */
  public record Worker(
      String id, int busy, @Nullable Integer slots, @Nullable Duration heardOf, String note) {}

  /**
   * A job that runs.
   *
   * @param done 0 to 1; null when nobody knows
   * @param elapsed since its attempt began; null when its row does not say
   * @param quiet since its newest word that the row tells of; null when it has said nothing
   * @param estimate null when nothing is known
   */
  public record Running(
      String id,
      JobType type,
      String conversation,
      String worker,
      int attempt,
      String stage,
      @Nullable Double done,
      @Nullable Duration elapsed,
      @Nullable Duration quiet,
      @Nullable Estimate estimate) {}

  /**
   * What waits of one type.
   *
   * @param isMore whether there are more than were counted
   * @param oldest how long the oldest has waited; null when its row does not say
   */
  public record Queue(
      JobType type, int count, boolean isMore, @Nullable Duration oldest, Usual usual) {}

  /**
   * Jobs that wait for a time or a person.
   *
   * @param next when the first of them is due; null when none is
   */
  public record Aside(int count, @Nullable Instant next) {}

  /** Jobs that failed in the last hour; the newest of them, newest first. */
  public record Failures(int count, boolean isMore, List<Failed> newest) {
    public Failures {
      newest = List.copyOf(newest);
    }
  }

  /** One of them. */
  public record Failed(String id, JobType type, Instant at, String why) {}
}
