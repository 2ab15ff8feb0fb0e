package delphi.jobs.job;

import org.jspecify.annotations.Nullable;

/**
 * Who has the job now, and by which right.
 *
 * @param version the fencing token; null when the row has none yet
 * @param workerId null when the row says {@code "none"} or nothing
 * @param claimId the claim of a poller of ours, possibly one that has been overtaken since
 * @param lease {@code lock_expires_at}; null when absent, which means that it never expires
 * @param attempt how many attempts have been started and counted
 * @param containment what holds the processes of the newest attempt, as its holder has told it;
 *     null when it has not
 */
public record Tenure(
    @Nullable Long version,
    @Nullable String workerId,
    @Nullable ClaimId claimId,
    @Nullable Lease lease,
    int attempt,
    @Nullable String containment) {
  public static final Tenure NEW = new Tenure(1L, null, null, null, 0);

  /** One whose holder has not told what holds its processes. */
  public Tenure(
      @Nullable Long version,
      @Nullable String workerId,
      @Nullable ClaimId claimId,
      @Nullable Lease lease,
      int attempt) {
    this(version, workerId, claimId, lease, attempt, null);
  }

  /** The version that the next change of owner or status writes. */
  public long nextVersion() {
    return version == null ? 1 : version + 1;
  }

  /**
   * Whether a poller of ours holds the row, as opposed to one of the older ones: our claim is still
   * the newest change of owner. The older ones overwrite {@code worker_id} and {@code version} and
   * leave our private attributes standing, so those alone prove nothing.
   */
  public boolean isOurs() {
    return claimId != null && version != null && claimId.version() == version;
  }
}
