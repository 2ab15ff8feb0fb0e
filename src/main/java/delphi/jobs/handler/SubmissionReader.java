package delphi.jobs.handler;

import delphi.jobs.job.Batch;
import delphi.jobs.job.Config;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Understands the order of one job for a further one, {@code {"submit":{…}}}. */
final class SubmissionReader {
  private static final int TIMEOUT_SECONDS_MAX = 7 * 24 * 60 * 60;
  private static final int RETRIES_MAX = 100;
  private static final TypeReference<Map<String, @Nullable Object>> TREE = new TypeReference<>() {};
  private static final Set<String> FIELDS =
      Set.of(
          "job_type",
          "job_id",
          "conversation_id",
          "report_id",
          "batch_id",
          "batch_job_id",
          "job_config",
          "environment",
          "priority",
          "timeout_seconds",
          "max_retries");

  private final JsonMapper json;

  SubmissionReader(JsonMapper json) {
    this.json = json;
  }

  /**
   * The job that is ordered. It belongs to the conversation of the one that orders it unless it
   * says otherwise, and then to the same report.
   */
  Statement read(JsonNode node, Job parent) {
    Clause clause = new Clause("submit", node);
    clause.allow(FIELDS);
    Optional<String> type = clause.text("job_type", Form.ANY_CASE_TYPE, 64);
    if (!node.hasNonNull("job_type")) {
      clause.object("submit names no job_type");
    }
    String id = clause.text("job_id", Form.JOB_ID, 255).orElseGet(() -> idOf(node, parent));
    Request request = request(clause, parent);
    Batch batch =
        new Batch(
            clause.text("batch_id", Form.MODEL, 128).orElse(null),
            clause.text("batch_job_id", Form.JOB_ID, 255).orElse(null));
    if (!clause.isAcceptable() || type.isEmpty()) {
      return clause.refused();
    }
    return new Statement.SubmitJob(
        new NewJob(id, new JobType(type.get()), request, batch, "job:" + parent.id()));
  }

  private Request request(Clause clause, Job parent) {
    String ours = parent.request().conversationId();
    String conversation = clause.text("conversation_id", Form.ID, 64).orElse(ours);
    String report = clause.text("report_id", Form.ID, 64).orElse(null);
    if (report == null && conversation.equals(ours)) {
      report = parent.request().reportId();
    }
    return new Request(
        conversation,
        report,
        clause.tree("job_config").map(this::config).orElse(Config.EMPTY),
        clause.texts(
            "environment", EnvironmentPolicy.VARIABLES_MAX, EnvironmentPolicy.VALUE_CHARS_MAX),
        clause.whole("priority", 0, 100).orElse(Request.DEFAULT_PRIORITY),
        clause.whole("max_retries", 0, RETRIES_MAX).orElse(Request.DEFAULT_MAX_RETRIES),
        clause
            .whole("timeout_seconds", 1, TIMEOUT_SECONDS_MAX)
            .map(Duration::ofSeconds)
            .orElse(null));
  }

  private Config config(JsonNode node) {
    return new Config(json.convertValue(node, TREE));
  }

  /**
   * The same words from the same job are the same job: a script that repeats itself, or a second
   * attempt of it, orders nothing twice. Who wants two says two ids.
   */
  private static String idOf(JsonNode node, Job parent) {
    String name = parent.id() + "\n" + node;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
