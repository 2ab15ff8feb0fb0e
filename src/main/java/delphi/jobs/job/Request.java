package delphi.jobs.job;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asked for when the job was submitted; nothing in it changes afterwards.
 *
 * @param conversationId the {@code zid}, numeric text
 * @param reportId the report that the results belong to, when it is not the conversation itself
 * @param config the type's settings
 * @param environment variables that the job wants for its process, not yet validated
 * @param priority 0–100, higher first
 * @param maxRetries how often a job that <em>we</em> failed is tried again
 * @param timeout hard limit of one attempt; null means the poller's default
 */
public record Request(
    String conversationId,
    @Nullable String reportId,
    Config config,
    Map<String, String> environment,
    int priority,
    int maxRetries,
    @Nullable Duration timeout) {
  public static final int DEFAULT_PRIORITY = 50;
  public static final int DEFAULT_MAX_RETRIES = 3;

  public Request {
    if (conversationId.isBlank()) {
      throw new IllegalArgumentException("a job needs a conversation_id");
    }
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /** A request with every default for one conversation. */
  public static Request forConversation(String conversationId) {
    return new Request(
        conversationId, null, Config.EMPTY, Map.of(), DEFAULT_PRIORITY, DEFAULT_MAX_RETRIES, null);
  }

  /** The report that results are filed under: the report if there is one, else the conversation. */
  public String reportOrConversation() {
    return reportId == null ? conversationId : reportId;
  }
}
