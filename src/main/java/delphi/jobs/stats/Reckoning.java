package delphi.jobs.stats;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Figures of the jobs that ended in a span of time, out of a bounded number of rows.
 *
 * @param from when the span began
 * @param groups one for each type, or conversation, by name
 * @param all of them together
 * @param reasons why jobs failed, the most frequent first
 * @param rowsRead for it
 * @param isComplete whether no row was left out because there were too many
 */
public record Reckoning(
    Instant from,
    List<Figures> groups,
    Figures all,
    List<Reason> reasons,
    int rowsRead,
    boolean isComplete) {
  /** Rows are found by when they were submitted, and end later: hardly later than this. */
  public static final Duration BEFORE = Duration.ofDays(2);

  private static final List<Status> ENDED = List.of(Status.COMPLETED, Status.FAILED);

  public Reckoning {
    groups = List.copyOf(groups);
    reasons = List.copyOf(reasons);
  }

  /**
   * A reason for failures.
   *
   * @param cause its word; empty when unknown
   * @param fingerprint empty when unknown
   * @param words what was said
   * @param example the newest job that failed for it
   */
  public record Reason(int jobs, String cause, String fingerprint, String words, String example) {}

  /**
   * Which jobs it is about.
   *
   * @param from ended then or later
   * @param type null for all
   * @param conversation null for all
   * @param cause failed for it; null for all
   * @param fingerprint failed in the way that has it; null for all
   * @param rowsMax of each status, the newest
   */
  public record Scope(
      Instant from,
      @Nullable JobType type,
      @Nullable String conversation,
      @Nullable String cause,
      @Nullable String fingerprint,
      int rowsMax) {

    /** Where it is about a failure, nothing else is looked for. */
    private List<Status> statuses() {
      return cause == null && fingerprint == null ? ENDED : List.of(Status.FAILED);
    }
  }

  /**
   * Reads and reckons.
   *
   * @param group what jobs are taken together by
   * @param error a job's error, in words
   */
  public static Reckoning of(
      JobStore store, Scope scope, Function<Job, String> group, Function<Job, String> error) {
    List<Job> ended = new ArrayList<>();
    int rowsRead = 0;
    boolean isComplete = true;
    for (Status status : scope.statuses()) {
      JobFilter filter =
          new JobFilter(
              status,
              scope.type(),
              scope.conversation(),
              scope.from().minus(BEFORE),
              scope.cause(),
              scope.fingerprint(),
              null,
              scope.rowsMax());
      List<Job> found = store.jobs(filter);
      rowsRead += found.size();
      isComplete &= found.size() < scope.rowsMax();
      found.stream().filter(job -> isSince(scope.from(), job)).forEach(ended::add);
    }
    Map<String, List<Job>> groups = new TreeMap<>();
    Reasons reasons = new Reasons(error);
    for (Job job : ended) {
      groups.computeIfAbsent(group.apply(job), _ -> new ArrayList<>()).add(job);
      if (job.state() == State.FAILED || job.state() == State.QUARANTINED) {
        reasons.add(job);
      }
    }
    List<Figures> figures =
        groups.entrySet().stream()
            .map(entry -> Figures.of(entry.getKey(), entry.getValue()))
            .toList();
    return new Reckoning(
        scope.from(),
        figures,
        Figures.of("all", ended),
        reasons.mostFrequent(),
        rowsRead,
        isComplete);
  }

  private static boolean isSince(Instant from, Job job) {
    Instant at = job.history().completedAt();
    Instant end = at == null ? job.history().updatedAt() : at;
    return end != null && !end.isBefore(from);
  }
}
