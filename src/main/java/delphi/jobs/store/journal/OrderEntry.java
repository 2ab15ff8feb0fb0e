package delphi.jobs.store.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who orders one thing.
 *
 * @param digest of what is ordered; the same for all who ask for the same
 * @param jobId the job that orders it
 * @param marker the order, as its row has it
 * @param at when it was entered
 */
public record OrderEntry(String digest, String jobId, String marker, Instant at) {
  /** Where all entries lie in the companion table: no job is called so, and none has such a key. */
  public static final String KEY_PREFIX = "order#";

  public static final String ENTRY = "order";

  /** Long after every batch is done. */
  private static final Duration KEPT = Duration.ofDays(30);

  /** The entry of a claim for what a request asks for, in words that are the same for the same. */
  public static OrderEntry of(String request, String jobId, String marker, Instant at) {
    return new OrderEntry(digest(request), jobId, marker, at);
  }

  public String key() {
    return KEY_PREFIX + digest;
  }

  /** When it may go. */
  public Instant expiresAt() {
    return at.plus(KEPT);
  }

  /** The entry as it is stored, JSON text. */
  public ByteBuffer payload() {
    return ByteBuffer.wrap(bytes());
  }

  /** The same as an array. */
  public byte[] bytes() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("job_id", jobId);
    fields.put("order_marker", marker);
    fields.put("at", at.toString());
    return JsonMapper.shared().writeValueAsString(fields).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * What was stored.
   *
   * @throws IllegalArgumentException if it is no entry of ours
   */
  public static OrderEntry read(String key, ByteBuffer payload) {
    try {
      String text = StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
      JsonNode node = JsonMapper.shared().readTree(text);
      return new OrderEntry(
          key.substring(KEY_PREFIX.length()),
          node.path("job_id").asString(""),
          node.path("order_marker").asString(""),
          Instant.parse(node.path("at").asString("")));
    } catch (JacksonException | DateTimeException other) {
      throw new IllegalArgumentException(key + " is no entry of the order book: " + other, other);
    }
  }

  private static String digest(String request) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(request.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException("every JDK has SHA-256", never);
    }
  }
}
