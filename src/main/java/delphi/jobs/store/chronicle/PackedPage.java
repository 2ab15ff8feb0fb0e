package delphi.jobs.store.chronicle;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A page as it lies in the companion table: {@link PageText} says what is in it.
 *
 * @param entry where it lies among what is kept of the job
 * @param expiresAt when it may go, in whole seconds
 */
public record PackedPage(String jobId, String entry, ByteBuffer payload, Instant expiresAt) {
  /** What each entry begins with; what is kept of logs begins otherwise. */
  public static final String PREFIX = "event#";

  /** Comes after every entry. */
  public static final String END = "event$";

  public PackedPage {
    payload = payload.asReadOnlyBuffer();
    expiresAt = Instant.ofEpochSecond(expiresAt.getEpochSecond());
    if (!entry.startsWith(PREFIX)) {
      throw new IllegalArgumentException("not the entry of a page: " + entry);
    }
  }

  /** A copy of the payload. */
  public byte[] bytes() {
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    return bytes;
  }
}
