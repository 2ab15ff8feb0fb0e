package delphi.jobs.job;

/**
 * The right of one claim to write its job: holds as long as nobody else has changed owner or
 * status.
 *
 * @param version the version that the claim wrote
 * @param status the status the row is expected to have: PROCESSING, or what the job's own script
 *     made of it behind our back (CONTRACT §3)
 */
public record Fence(String jobId, long version, ClaimId claimId, Status status) implements Basis {
  /** The same right, knowing that the script has set the status itself. */
  public Fence withStatus(Status seen) {
    return new Fence(jobId, version, claimId, seen);
  }

  @Override
  public State state() {
    return State.of(status, null, true);
  }

  @Override
  public long nextVersion() {
    return version + 1;
  }
}
