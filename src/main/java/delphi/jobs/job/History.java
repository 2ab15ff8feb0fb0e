package delphi.jobs.job;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When things happened to a job; null where they have not, or where the row's text is no time.
 *
 * @param createdAt when it was submitted
 * @param startedAt when its newest attempt was claimed
 * @param updatedAt the newest write of any kind
 * @param completedAt when it ended
 * @param firstStartedAt when its first attempt was claimed; null also where it is the newest one
 */
public record History(
    @Nullable Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant updatedAt,
    @Nullable Instant completedAt,
    @Nullable Instant firstStartedAt) {
  /** When the first of its attempts was claimed, as far as the row tells. */
  public @Nullable Instant begunAt() {
    return firstStartedAt == null ? startedAt : firstStartedAt;
  }

  /** When an attempt that began at {@code startedAt} must have ended, given its time-out. */
  public @Nullable Instant attemptEndsAt(Duration timeout) {
    return startedAt == null ? null : startedAt.plus(timeout);
  }
}
