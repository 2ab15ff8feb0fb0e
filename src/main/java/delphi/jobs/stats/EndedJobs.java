package delphi.jobs.stats;

import delphi.jobs.job.Job;
import delphi.jobs.job.Status;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The jobs that ended in a span of time, out of a bounded number of rows.
 *
 * @param rowsRead for it
 * @param isComplete whether no row was left out because there were too many
 */
public record EndedJobs(List<Job> jobs, int rowsRead, boolean isComplete) {
  public EndedJobs {
    jobs = List.copyOf(jobs);
  }

  /** Reads them. */
  public static EndedJobs of(JobStore store, Reckoning.Scope scope) {
    List<Job> ended = new ArrayList<>();
    int rowsRead = 0;
    boolean isComplete = true;
    for (Status status : scope.statuses()) {
      JobFilter filter =
          new JobFilter(
              status,
              null,
              scope.type(),
              scope.conversation(),
              scope.from().minus(Reckoning.BEFORE),
              scope.cause(),
              scope.fingerprint(),
              null,
              scope.rowsMax());
      List<Job> found = store.jobs(filter);
      rowsRead += found.size();
      isComplete &= found.size() < scope.rowsMax();
      found.stream().filter(job -> isSince(scope.from(), job)).forEach(ended::add);
    }
    return new EndedJobs(ended, rowsRead, isComplete);
  }

  private static boolean isSince(Instant from, Job job) {
    Instant at = job.history().completedAt();
    Instant end = at == null ? job.history().updatedAt() : at;
    return end != null && !end.isBefore(from);
  }
}
