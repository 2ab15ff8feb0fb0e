package delphi.jobs.explain;

import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.store.roster.Standing;
import delphi.jobs.store.roster.Trouble;
import delphi.jobs.store.roster.WorkerRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who is there, as far as pollers have published it.
 *
 * @param isKnown whether what they publish could be read; else there may be any
 * @param workers those whose records are not over
 */
public record Crew(boolean isKnown, List<WorkerRecord> workers) {
  /** Nobody knows: there is no companion table, or it does not answer. */
  public static final Crew UNKNOWN = new Crew(false, List.of());

  public Crew {
    workers = List.copyOf(workers);
  }

  /** Of the records that were found at that time. */
  public static Crew of(List<WorkerRecord> found, Instant now) {
    return new Crew(
        true, found.stream().filter(worker -> now.isBefore(worker.expiresAt())).toList());
  }

  /** Those who are there, draining ones included. */
  List<WorkerRecord> present(Instant now) {
    return workers.stream().filter(worker -> worker.isPresentAt(now)).toList();
  }

  /** Those who are there and take jobs. */
  List<WorkerRecord> working(Instant now) {
    return present(now).stream().filter(worker -> worker.standing() == Standing.WORKING).toList();
  }

  /** Those of them who take that job. */
  List<WorkerRecord> takers(Job job, Instant now) {
    return working(now).stream().filter(worker -> worker.scope().takes(job)).toList();
  }

  /** Whether, as far as is known, nobody is there to free what others have left. */
  boolean isSurelyEmpty(Instant now) {
    return isKnown && working(now).isEmpty();
  }

  /** The one that was heard last of those who have not said that they end. */
  Optional<WorkerRecord> lastSilent() {
    return workers.stream()
        .filter(worker -> worker.standing() != Standing.STOPPED)
        .max(Comparator.comparing(worker -> worker.presence().beatAt()));
  }

  /** The one that ended last. */
  Optional<WorkerRecord> lastStopped() {
    return workers.stream()
        .filter(worker -> worker.standing() == Standing.STOPPED)
        .max(Comparator.comparing(worker -> worker.presence().beatAt()));
  }

  /** The record of a worker that a row names. */
  Optional<WorkerRecord> named(@Nullable String workerId) {
    return workers.stream().filter(worker -> worker.id().equals(workerId)).findFirst();
  }

  /** The types that those who are there know of. */
  Set<JobType> types(Instant now) {
    return working(now).stream()
        .flatMap(worker -> worker.scope().handled().stream())
        .collect(Collectors.toSet());
  }

  static boolean cannotReachTable(WorkerRecord worker) {
    Trouble trouble = worker.health().trouble();
    return trouble != null && trouble.kind() == Trouble.Kind.TABLE;
  }

  static String names(List<WorkerRecord> workers) {
    String first =
        workers.stream().limit(3).map(WorkerRecord::id).collect(Collectors.joining(", "));
    return workers.size() <= 3 ? first : first + " and " + (workers.size() - 3) + " more";
  }
}
