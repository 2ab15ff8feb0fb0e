package delphi.jobs.job;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time limit on a row, {@code lock_expires_at}: a holder's lease, or the hour at which a parked
 * row is due.
 *
 * @param stored the text exactly as read, because writes that depend on it compare it as text
 * @param expiresAt the same as a time; null when the text is not one, and then it never expires
 * @param length between two renewals, as the holder has told it; null when it has not
 */
public record Lease(String stored, @Nullable Instant expiresAt, @Nullable Duration length) {
  /** A limit of which only the text and its meaning are known. */
  public Lease(String stored, @Nullable Instant expiresAt) {
    this(stored, expiresAt, null);
  }

  /** Whether the limit lies before that time. */
  public boolean expiredAt(Instant time) {
    return expiresAt != null && expiresAt.isBefore(time);
  }
}
