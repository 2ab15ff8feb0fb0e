package delphi.jobs.store;

import delphi.jobs.job.JobType;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which rows somebody wants to see; null means any.
 *
 * @param state where it stands, which takes its whole row to tell
 * @param since created at this time or later
 * @param cause failed for this cause, by the word of it
 * @param fingerprint failed in the way that has this fingerprint
 * @param before only those that come behind this place in a list that begins with the newest
 * @param limit at most so many, 1 to {@value #LIMIT_MAX}
 */
public record JobFilter(
    @Nullable Status status,
    @Nullable State state,
    @Nullable JobType type,
    @Nullable String conversationId,
    @Nullable Instant since,
    @Nullable String cause,
    @Nullable String fingerprint,
    @Nullable Place before,
    int limit) {
  /**
   * Where a job stands in a list by time of creation.
   *
   * @param seek what comes behind it has this {@code created_at} or an earlier one, as text; null
   *     where nobody has looked
   */
  public record Place(Instant createdAt, String jobId, @Nullable String seek) {
    /** Before all jobs. */
    static final Place FIRST = new Place(Instant.MAX, "");

    public Place(Instant createdAt, String jobId) {
      this(createdAt, jobId, null);
    }

    /** The same, where everything with a later text is known. */
    Place from(String text) {
      return new Place(createdAt, jobId, text);
    }
  }

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
    return new JobFilter(
        other, state, type, conversationId, since, cause, fingerprint, before, limit);
  }

  /** Whatever it failed of, if it did. */
  public JobFilter(
      @Nullable Status status,
      @Nullable JobType type,
      @Nullable String conversationId,
      @Nullable Instant since,
      int limit) {
    this(status, null, type, conversationId, since, null, null, null, limit);
  }

  /** The same, behind a place where an earlier list has ended. */
  public JobFilter behind(@Nullable Place place) {
    return new JobFilter(
        status, state, type, conversationId, since, cause, fingerprint, place, limit);
  }
}
