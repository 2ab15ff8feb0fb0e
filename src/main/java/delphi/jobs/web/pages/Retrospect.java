package delphi.jobs.web.pages;

import delphi.jobs.job.Job;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.stats.Figures;
import delphi.jobs.stats.Reasons;
import delphi.jobs.stats.Reckoning;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the jobs of the last day, for pictures of it.
 *
 * @param hours oldest first, the running one last
 * @param types by name
 * @param byType what became of the jobs of each type
 * @param isComplete whether no job was left out because there were too many
 */
public record Retrospect(
    Instant from,
    List<Hour> hours,
    List<Figures> types,
    Figures all,
    List<Reckoning.Reason> failures,
    Map<String, TypePast> byType,
    boolean isComplete) {
  private static final int HOURS = 24;
  private static final int ROWS_MAX = 1_000;

  /** An hour of the day. */
  public record Hour(Instant from, int completed, int failed, int cancelled) {
    public int all() {
      return completed + failed + cancelled;
    }
  }

  static Retrospect of(JobStore store, Instant now) {
    Instant from = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(HOURS - 1));
    List<Job> ended = new ArrayList<>();
    boolean isComplete = true;
    for (Status status : List.of(Status.COMPLETED, Status.FAILED)) {
      Instant submitted = from.minus(Reckoning.BEFORE);
      List<Job> found = store.jobs(new JobFilter(status, null, null, submitted, ROWS_MAX));
      isComplete &= found.size() < ROWS_MAX;
      found.stream().filter(job -> !endOf(job).isBefore(from)).forEach(ended::add);
    }
    Map<String, List<Job>> byType = new TreeMap<>();
    Reasons reasons = new Reasons(Errors::of);
    for (Job job : ended) {
      byType.computeIfAbsent(job.type().name(), _ -> new ArrayList<>()).add(job);
      if (job.state() == State.FAILED || job.state() == State.QUARANTINED) {
        reasons.add(job);
      }
    }
    List<Figures> types =
        byType.entrySet().stream()
            .map(entry -> Figures.of(entry.getKey(), entry.getValue()))
            .toList();
    Map<String, TypePast> pasts = new TreeMap<>();
    byType.forEach((name, jobs) -> pasts.put(name, TypePast.of(jobs, from)));
    return new Retrospect(
        from,
        hours(ended, from),
        types,
        Figures.of("all", ended),
        reasons.mostFrequent(),
        Map.copyOf(pasts),
        isComplete);
  }

  /** Whether nothing ended. */
  public boolean isEmpty() {
    return types.isEmpty();
  }

  /** The most that ended in an hour; at least 1. */
  public int most() {
    return Math.max(1, hours.stream().mapToInt(Hour::all).max().orElse(1));
  }

  private static List<Hour> hours(List<Job> ended, Instant from) {
    int[][] counts = new int[HOURS][3];
    for (Job job : ended) {
      long hour = Duration.between(from, endOf(job)).toHours();
      int kind =
          switch (job.state()) {
            case COMPLETED -> 0;
            case CANCELLED -> 2;
            case FAILED, QUARANTINED -> 1;
            case PENDING, RECHECK, PROCESSING, PARKED, HELD, FOREIGN -> 2;
          };
      counts[(int) Math.min(HOURS - 1, hour)][kind]++;
    }
    List<Hour> hours = new ArrayList<>();
    for (int i = 0; i < HOURS; i++) {
      Instant begin = from.plus(Duration.ofHours(i));
      hours.add(new Hour(begin, counts[i][0], counts[i][1], counts[i][2]));
    }
    return List.copyOf(hours);
  }

  static Instant endOf(Job job) {
    Instant completed = job.history().completedAt();
    Instant updated = job.history().updatedAt();
    if (completed != null) {
      return completed;
    }
    return updated == null ? Instant.EPOCH : updated;
  }
}
