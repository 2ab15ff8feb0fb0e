package delphi.jobs.handler;

import delphi.jobs.job.Job;
import delphi.jobs.job.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a provider is asked which batches carry a marker: by a script of the installation, since we
 * know no provider and hold no keys. Its form is told in docs/JOB_LIFE.md.
 */
public final class OrderSearch {
  /** More lines than this are no answer to the question. */
  static final int BATCHES_MAX = 1_000;

  /** Our clock, the holder's and the provider's need not agree. */
  private static final Duration MARGIN = Duration.ofMinutes(10);

  private static final int TEXT_CHARS_MAX = 100;

  private final HandlerSettings settings;
  private final String script;

  public OrderSearch(HandlerSettings settings, String script) {
    this.settings = settings;
    this.script = script;
  }

  /** The command that asks for the batches of an order. */
  public Plan plan(Job job, Order order, Instant now) {
    Instant since = order.openSince();
    return new CommandDraft(settings, job, script)
        .option("marker", order.marker())
        .option("since", since == null ? Instant.EPOCH : since.minus(MARGIN))
        .option("until", now.plus(MARGIN))
        .option("conversation_id", job.request().conversationId())
        .variable("DELPHI_ORDER_MARKER", order.marker())
        .plan();
  }

  /** Whether a text can be what a provider calls a batch. */
  public static boolean isBatchId(String text) {
    return Form.MODEL.fits(text);
  }

  /**
   * The batches that such a script has printed, one JSON object a line.
   *
   * @throws IllegalArgumentException if a line is anything else: half an answer is none
   */
  public static List<Found> read(String output) {
    List<Found> found = new ArrayList<>();
    for (String line : output.lines().filter(text -> !text.isBlank()).toList()) {
      if (found.size() == BATCHES_MAX) {
        throw new IllegalArgumentException("it names more than " + BATCHES_MAX + " batches");
      }
      found.add(found(line));
    }
    return found;
  }

  private static Found found(String line) {
    try {
      JsonNode node = JsonMapper.shared().readTree(line);
      String batchId = node.path("batch_id").asString("");
      if (node.isObject() && isBatchId(batchId)) {
        return new Found(batchId, text(node, "created_at"), text(node, "status"));
      }
    } catch (JacksonException notJson) {
      // Told below, like an object without a batch.
    }
    throw new IllegalArgumentException(
        Shown.of(line) + " is not a line like {\"batch_id\":\"batch_1\",\"created_at\":\"…\"}");
  }

  private static @Nullable String text(JsonNode node, String name) {
    String text = node.path(name).asString("");
    return text.isEmpty() ? null : Shown.oneLine(text, TEXT_CHARS_MAX);
  }

  /**
   * A batch at the provider.
   *
   * @param createdAt when it was ordered, in the provider's words; null when they are not known
   * @param status how it stands, in the same
   */
  public record Found(String batchId, @Nullable String createdAt, @Nullable String status) {
    /** In a few words, for a person. */
    public String words() {
      return batchId
          + (createdAt == null ? "" : ", ordered " + createdAt)
          + (status == null ? "" : ", " + status);
    }
  }
}
