package delphi.jobs.store.journal;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A chunk as it lies in the journal: {@link ChunkText} says what is in it.
 *
 * @param payload at most {@value #PAYLOAD_BYTES_MAX} bytes
 * @param expiresAt when it may go, in whole seconds
 */
public record PackedChunk(String jobId, ChunkKey key, ByteBuffer payload, Instant expiresAt) {
  /** An item of DynamoDB has at most 400 KB, names and keys included. */
  public static final int PAYLOAD_BYTES_MAX = 360 * 1024;

  public PackedChunk {
    payload = payload.asReadOnlyBuffer();
    if (payload.remaining() > PAYLOAD_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a chunk has at most " + PAYLOAD_BYTES_MAX + " bytes, not " + payload.remaining());
    }
    expiresAt = Instant.ofEpochSecond(expiresAt.getEpochSecond());
  }

  /** A copy of the payload. */
  public byte[] bytes() {
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    return bytes;
  }
}
