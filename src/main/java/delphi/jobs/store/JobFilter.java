package delphi.jobs.store;

import delphi.jobs.job.JobType;
import delphi.jobs.job.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which rows somebody wants to see; null means any.
 *
 * @param since created at this time or later
 * @param cause failed for this cause, by the word of it
 * @param fingerprint failed in the way that has this fingerprint
 * @param limit at most so many, 1 to {@value #LIMIT_MAX}
 */
public record JobFilter(
    @Nullable Status status,
    @Nullable JobType type,
    @Nullable String conversationId,
    @Nullable Instant since,
    @Nullable String cause,
    @Nullable String fingerprint,
    int limit) {
  public static final int LIMIT_MAX = 10_000;
  public static final int LIMIT_DEFAULT = 50;
  public static final JobFilter NEWEST = new JobFilter(null, null, null, null, LIMIT_DEFAULT);

  public JobFilter {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new IllegalArgumentException("a limit lies between 1 and " + LIMIT_MAX);
    }
  }

  /** The same of rows with this status. */
  public JobFilter with(@Nullable Status other) {
    return new JobFilter(other, type, conversationId, since, cause, fingerprint, limit);
  }

  /** Whatever it failed of, if it did. */
  public JobFilter(
      @Nullable Status status,
      @Nullable JobType type,
      @Nullable String conversationId,
      @Nullable Instant since,
      int limit) {
    this(status, type, conversationId, since, null, null, limit);
  }
}
