package delphi.jobs.handler;

import delphi.jobs.job.Job;
import delphi.jobs.job.Progress;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Understands the lines of the job channel (CONTRACT §5); what it does not accept, it refuses in
 * words. Each line is one JSON object; each of its fields stands for itself, so that one that is
 * refused does not take the others with it. Never throws, whatever a script writes.
 *
 * <pre>
 * {"progress":0.4,"stage":"UMAP"}                      0 to 1, and the name of what it is doing
 * {"set":{"batch_id":"msgbatch_1"}}                    attributes of its own row, those of SET
 * {"submit":{"job_type":"BATCH_STATUS_CHECK",…}}       a job that is to follow: SubmissionReader
 * {"retry_after_seconds":120}                          1 s to 24 h
 * {"ordered":false}                                    nothing was ordered that costs money
 * {"cost":{"model":"…","input_tokens":9,"usd":1.2}}    what it has spent since the last: CostReader
 * </pre>
 */
public final class StatementReader {
  public static final int LINE_BYTES_MAX = 64 * 1024;
  static final int TEXT_CHARS_MAX = 1_024;
  private static final int STAGE_CHARS_MAX = 100;
  private static final int RETRY_AFTER_SECONDS_MAX = 24 * 60 * 60;

  private static final String NO_STATEMENT =
      "a statement is one JSON object that names nothing twice; this is none";

  private static final Set<String> KINDS =
      Set.of("progress", "stage", "set", "submit", "retry_after_seconds", "ordered", "cost");

  /** What a script may set on its own row: what is about its batch, and nothing that is ours. */
  private static final Map<String, Form> SET =
      Map.of(
          "batch_id", Form.MODEL,
          "batch_job_id", Form.JOB_ID,
          "batch_status", Form.TEXT,
          "batch_check_time", Form.TEXT,
          "last_checked", Form.TEXT,
          "model", Form.MODEL,
          "error_message", Form.LINES);

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxNumberLength(64)
                          .maxNameLength(256)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final SubmissionReader submissions = new SubmissionReader(JSON);

  /** The statements of one line, in its order, said by the command of this job. */
  public List<Statement> read(String line, Job job) {
    if (line.isBlank()) {
      return List.of();
    }
    if (line.length() > LINE_BYTES_MAX || bytes(line) > LINE_BYTES_MAX) {
      return refused("a statement has at most " + LINE_BYTES_MAX + " bytes");
    }
    try {
      JsonNode node = JSON.readTree(line);
      return node.isObject() ? statements(node, job) : refused("a statement is a JSON object");
    } catch (JacksonException broken) {
      // Its message may quote the line, and so a secret.
      return refused(NO_STATEMENT + from(broken));
    } catch (NumberFormatException tooLarge) {
      // The parser lets this one through when a number's exponent is beyond all bounds.
      return refused(NO_STATEMENT);
    }
  }

  private List<Statement> statements(JsonNode node, Job job) {
    Clause whole = new Clause("", node);
    List<Statement> statements = new ArrayList<>();
    for (String kind : node.propertyNames()) {
      if (!node.get(kind).isNull()) {
        statement(kind, whole, node, job).ifPresent(statements::add);
      }
    }
    whole.allow(KINDS);
    if (!whole.isAcceptable()) {
      statements.add(whole.refused());
    }
    return statements.isEmpty() ? refused("the statement says nothing") : statements;
  }

  private Optional<Statement> statement(String kind, Clause whole, JsonNode node, Job job) {
    return switch (kind) {
      case "progress" -> progress(node);
      case "stage" -> node.hasNonNull("progress") ? Optional.empty() : progress(node);
      case "set" -> Optional.of(set(node.get(kind)));
      case "submit" -> Optional.of(submissions.read(node.get(kind), job));
      case "cost" -> Optional.of(CostReader.read(node.get(kind)));
      case "ordered" -> Optional.of(ordered(node.get(kind)));
      case "retry_after_seconds" ->
          whole
              .number(kind, 1, RETRY_AFTER_SECONDS_MAX)
              .map(seconds -> new Statement.RetryAfter(duration(seconds)));
      default -> Optional.empty();
    };
  }

  /** Both words of it together; they describe one thing. */
  private static Optional<Statement> progress(JsonNode node) {
    Clause clause = new Clause("", node);
    Optional<BigDecimal> done = clause.number("progress", 0, 1);
    Optional<String> stage = clause.text("stage", Form.TEXT, STAGE_CHARS_MAX);
    return Optional.of(
        clause.isAcceptable()
            ? new Statement.Said(
                new Progress(stage.orElse(null), done.map(BigDecimal::doubleValue).orElse(null)))
            : clause.refused());
  }

  private static Statement set(JsonNode node) {
    Clause clause = new Clause("set", node);
    clause.allow(SET.keySet());
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String name : node.propertyNames()) {
      Form form = SET.get(name);
      if (form != null) {
        clause.text(name, form, TEXT_CHARS_MAX).ifPresent(text -> attributes.put(name, text));
      }
    }
    if (clause.isAcceptable() && attributes.isEmpty()) {
      clause.object("set names no attribute");
    }
    return clause.isAcceptable() ? new Statement.SetAttributes(attributes) : clause.refused();
  }

  /** An order that was placed is told by its batch id, not by this. */
  private static Statement ordered(JsonNode node) {
    return node.isBoolean() && !node.booleanValue()
        ? new Statement.NothingOrdered()
        : new Statement.Refused("ordered is false, or not said: an order is told by its batch_id");
  }

  private static Duration duration(BigDecimal seconds) {
    return Duration.ofMillis(seconds.movePointRight(3).longValue());
  }

  private static int bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String from(JacksonException broken) {
    TokenStreamLocation place = broken.getLocation();
    return place == null ? "" : " from character " + (place.getCharOffset() + 1) + " on";
  }

  private static List<Statement> refused(String why) {
    return List.of(new Statement.Refused(why));
  }
}
