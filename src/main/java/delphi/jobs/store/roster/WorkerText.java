package delphi.jobs.store.roster;

import delphi.jobs.job.JobType;
import delphi.jobs.job.Share;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A record of a worker as text: one JSON object, so that it can be read without us. */
public final class WorkerText {
  private static final JsonMapper JSON = JsonMapper.shared();

  private WorkerText() {}

  public static String write(WorkerRecord worker) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("worker_id", worker.id());
    fields.put("version", worker.program().version());
    fields.put("host", worker.program().host());
    fields.put("pid", worker.program().pid());
    fields.put("settings", worker.program().settings());
    fields.put("standing", worker.standing().word());
    fields.put("started_at", worker.presence().startedAt().toString());
    fields.put("beat_at", worker.presence().beatAt().toString());
    fields.put("interval_seconds", worker.presence().interval().toSeconds());
    fields.put("slots", worker.load().slots());
    fields.put("busy", worker.load().busy());
    fields.put("jobs", worker.load().jobIds());
    fields.put("handled", names(worker.scope().handled()));
    fields.put("types", names(worker.scope().only()));
    fields.put("excluded", names(worker.scope().except()));
    fields.put("share_thousandths", worker.scope().share().thousandths());
    fields.put("containment", worker.health().containment());
    Duration ahead = worker.health().serverAhead();
    if (ahead != null) {
      fields.put("server_ahead_ms", ahead.toMillis());
    }
    Trouble trouble = worker.health().trouble();
    if (trouble != null) {
      fields.put("trouble", trouble.kind().word());
      fields.put("trouble_what", trouble.what());
      fields.put("trouble_since", trouble.since().toString());
    }
    return JSON.writeValueAsString(fields);
  }

  /** The record that was written; empty where the text is none that this version understands. */
  public static Optional<WorkerRecord> read(String text) {
    try {
      return Optional.of(record(JSON.readTree(text)));
    } catch (JacksonException | IllegalArgumentException | DateTimeException foreign) {
      return Optional.empty();
    }
  }

  private static WorkerRecord record(JsonNode node) {
    return new WorkerRecord(
        text(node, "worker_id"),
        new Program(
            text(node, "version"),
            text(node, "host"),
            node.path("pid").asLong(0),
            text(node, "settings")),
        new Presence(
            Standing.valueOf(text(node, "standing").toUpperCase(Locale.ROOT)),
            Instant.parse(text(node, "started_at")),
            Instant.parse(text(node, "beat_at")),
            Duration.ofSeconds(node.path("interval_seconds").asLong(0))),
        new Load(node.path("slots").asInt(0), node.path("busy").asInt(0), texts(node.path("jobs"))),
        new Scope(
            types(node.path("handled")),
            types(node.path("types")),
            types(node.path("excluded")),
            new Share(node.path("share_thousandths").asInt(0))),
        new Health(text(node, "containment"), ahead(node), trouble(node)));
  }

  private static @Nullable Duration ahead(JsonNode node) {
    JsonNode millis = node.path("server_ahead_ms");
    return millis.isMissingNode() ? null : Duration.ofMillis(millis.asLong(0));
  }

  private static @Nullable Trouble trouble(JsonNode node) {
    String kind = text(node, "trouble");
    return kind.isEmpty()
        ? null
        : new Trouble(
            Trouble.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
            text(node, "trouble_what"),
            Instant.parse(text(node, "trouble_since")));
  }

  private static List<String> names(Set<JobType> types) {
    return types.stream().map(JobType::name).sorted().toList();
  }

  private static Set<JobType> types(JsonNode names) {
    Set<JobType> types = new HashSet<>();
    texts(names).forEach(name -> types.add(new JobType(name)));
    return types;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asString("")));
    return texts;
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }
}
