package delphi.jobs.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What our pollers have noted on a row beside its status.
 *
 * @param phase what {@code status} has no word for
 * @param cancelRequestedAt since when somebody wants the running job stopped
 * @param recheckCount how often a check has answered "still processing"
 * @param lastError why the newest attempt did not end the job
 * @param resultClaimId the claim that last ended an attempt of this job
 * @param order what was, or may have been, paid for; null when nothing was
 * @param awaited what it has waited for since its batch was ordered; null when nothing is known
 * @param spent what it has cost so far, as it is stored; null when nobody has said
 */
public record Marks(
    @Nullable Phase phase,
    @Nullable Instant cancelRequestedAt,
    int recheckCount,
    @Nullable String lastError,
    @Nullable ClaimId resultClaimId,
    @Nullable Order order,
    @Nullable Awaited awaited,
    @Nullable String spent) {
  public static final Marks NONE = new Marks(null, null, 0, null, null, null);

  /** Of a job that is not known to wait for a batch. */
  public Marks(
      @Nullable Phase phase,
      @Nullable Instant cancelRequestedAt,
      int recheckCount,
      @Nullable String lastError,
      @Nullable ClaimId resultClaimId,
      @Nullable Order order) {
    this(phase, cancelRequestedAt, recheckCount, lastError, resultClaimId, order, null);
  }

  /** Of a job of which nobody has said what it costs. */
  public Marks(
      @Nullable Phase phase,
      @Nullable Instant cancelRequestedAt,
      int recheckCount,
      @Nullable String lastError,
      @Nullable ClaimId resultClaimId,
      @Nullable Order order,
      @Nullable Awaited awaited) {
    this(phase, cancelRequestedAt, recheckCount, lastError, resultClaimId, order, awaited, null);
  }
}
