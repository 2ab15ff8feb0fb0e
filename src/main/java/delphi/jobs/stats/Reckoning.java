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

    /** What a filter means here; one without a time means all that anybody knows. */
    public static Scope of(JobFilter filter) {
      Instant from = filter.since();
      return new Scope(
          from == null ? Instant.EPOCH.plus(BEFORE) : from,
          filter.type(),
          filter.conversationId(),
          filter.cause(),
          filter.fingerprint(),
          filter.limit());
    }

    /** Where it is about a failure, nothing else is looked for. */
    List<Status> statuses() {
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
    EndedJobs read = EndedJobs.of(store, scope);
    List<Job> ended = read.jobs();
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
        read.rowsRead(),
        read.isComplete());
  }
}
