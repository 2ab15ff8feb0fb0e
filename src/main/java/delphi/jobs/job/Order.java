package delphi.jobs.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The newest order that was placed, or may have been placed, for a job, and that costs money.
 *
 * @param marker what the script was told to call it at the provider; no two orders share one
 * @param openSince when it was intended; null once it is known what came of it
 */
public record Order(String marker, @Nullable Instant openSince) {
  private static final String PREFIX = "dj-";

  /**
   * The marker of what one claim orders: 35 letters, digits and dashes, so that a provider's own
   * names of at most 64 have room for it and more.
   */
  public static String marker(ClaimId claim) {
    return PREFIX + claim.random().toString().replace("-", "");
  }

  /** Whether both are one order; rows keep times less exactly than we do. */
  public boolean isSameAs(Order other) {
    return marker.equals(other.marker);
  }

  /** That it may exist, and what to do about it, as a sentence after another. */
  public String question(String jobId) {
    return "A batch may have been ordered"
        + (openSince == null ? "" : " from " + openSince + " on")
        + " under the marker "
        + marker
        + "; it is not ordered again by itself. `delphi reconcile "
        + jobId
        + "` asks the provider for it.";
  }
}
