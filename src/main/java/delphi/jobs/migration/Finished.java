package delphi.jobs.migration;

import delphi.jobs.job.ClaimId;
import delphi.jobs.job.History;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.State;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowSize;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A job that has ended, as far as it says something about who ran it.
 *
 * @param isOurs whether a poller of ours ended it
 * @param took null when the row does not say
 * @param logBytes of the log in the row
 * @param writeUnits an estimate, see {@link Meter}
 * @param failure the first words of why it failed; empty when it has not
 */
public record Finished(
    JobType type,
    boolean isOurs,
    boolean hasFailed,
    @Nullable Instant createdAt,
    @Nullable Instant endedAt,
    @Nullable Duration took,
    int logBytes,
    long writeUnits,
    String failure) {
  private static final int WORDS = 6;
  private static final long UNIT_BYTES = 1_024;

  /**
   * How what a poller wrote is estimated: a write costs the size of the row in whole kilobytes,
   * once for the table and once for each index. The row is counted as large as it is at its end.
   * Others write at least as often as {@code version} has grown (those of the design documents with
   * each line of log); ours twice an attempt and once a heartbeat.
   *
   * @param prefix what worker ids of ours begin with
   * @param indexes of the table
   * @param heartbeat of ours
   */
  public record Meter(String prefix, int indexes, Duration heartbeat) {
    long units(Row row, Job job, boolean isOurs, @Nullable Duration took) {
      long kilobytes = (RowSize.bytes(row) + UNIT_BYTES - 1) / UNIT_BYTES;
      return kilobytes * (1 + indexes) * (isOurs ? ours(job, took) : theirs(job));
    }

    private long ours(Job job, @Nullable Duration took) {
      long beats = took == null ? 0 : took.dividedBy(heartbeat);
      return 2L * Math.max(1, job.tenure().attempt()) + beats;
    }

    private static long theirs(Job job) {
      Long version = job.tenure().version();
      return Math.max(2, version == null ? 0 : version - 1);
    }
  }

  /**
   * What a row says; empty unless its job has completed or failed by itself. Cancelled and
   * quarantined jobs say nothing about a poller.
   *
   * @param error why a job failed, in words
   */
  public static Optional<Finished> of(Row row, Job job, Meter meter, Function<Job, String> error) {
    if (job.state() != State.COMPLETED && job.state() != State.FAILED) {
      return Optional.empty();
    }
    boolean isOurs = isOurs(job, meter.prefix());
    boolean hasFailed = job.state() == State.FAILED;
    Duration took = took(job.history());
    int logBytes = row.get(Name.LOGS) instanceof Attribute.Text(String text) ? text.length() : 0;
    return Optional.of(
        new Finished(
            job.type(),
            isOurs,
            hasFailed,
            job.history().createdAt(),
            job.history().completedAt(),
            took,
            logBytes,
            meter.units(row, job, isOurs, took),
            hasFailed ? firstWords(error.apply(job)) : ""));
  }

  /**
   * The claim that ended it was the last change of the row, or the last but one where the job
   * waited for its batch and was ended with it; or its worker bears our name.
   */
  private static boolean isOurs(Job job, String prefix) {
    ClaimId ended = job.marks().resultClaimId();
    Long version = job.tenure().version();
    String worker = job.tenure().workerId();
    if (worker != null && worker.startsWith(prefix + "-")) {
      return true;
    }
    long changes = ended == null || version == null ? 0 : version - ended.version();
    return changes == 1 || (changes == 2 && worker == null);
  }

  private static @Nullable Duration took(History history) {
    Instant from = history.startedAt();
    Instant to = history.completedAt();
    return from == null || to == null || to.isBefore(from) ? null : Duration.between(from, to);
  }

  private static String firstWords(String text) {
    return Arrays.stream(text.strip().split("\\s+")).limit(WORDS).collect(Collectors.joining(" "));
  }
}
