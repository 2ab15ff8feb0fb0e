package delphi.jobs.desk;

import delphi.jobs.job.Job;
import delphi.jobs.job.State;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.roster.Roster;
import delphi.jobs.store.roster.WorkerRecord;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who polls: those that publish themselves, and those that only rows tell of. */
public final class Pollers {
  private Pollers() {}

  /**
   * Those that publish themselves, or have within a day.
   *
   * @throws StoreException if there is no answer
   */
  public static List<WorkerRecord> published(Roster roster, Instant now) {
    return roster.all().stream().filter(worker -> now.isBefore(worker.expiresAt())).toList();
  }

  /** What the others have claimed, by the name that rows have of each. */
  public static SortedMap<String, List<Job>> others(
      List<Job> claimed, List<WorkerRecord> published) {
    Set<String> known = published.stream().map(WorkerRecord::id).collect(Collectors.toSet());
    return claimed.stream()
        .filter(job -> job.state() == State.PROCESSING && job.tenure().workerId() != null)
        .filter(job -> !known.contains(worker(job)))
        .collect(Collectors.groupingBy(Pollers::worker, TreeMap::new, Collectors.toList()));
  }

  private static String worker(Job job) {
    return String.valueOf(job.tenure().workerId());
  }
}
