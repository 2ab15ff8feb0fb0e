package delphi.jobs.job;

import org.jspecify.annotations.Nullable;

/**
 * A row as it was when somebody decided to change it; the change holds only if it still is so.
 *
 * @param version null when the row had none
 * @param lock the text of {@code lock_expires_at}; null when the row had none
 */
public record Seen(
    String jobId, State state, Status status, @Nullable Long version, @Nullable String lock)
    implements Basis {
  @Override
  public long nextVersion() {
    return version == null ? 1 : version + 1;
  }
}
