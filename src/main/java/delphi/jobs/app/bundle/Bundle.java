package delphi.jobs.app.bundle;

import delphi.jobs.job.Failure;
import delphi.jobs.process.Limits;
import delphi.jobs.process.Quota;
import delphi.jobs.process.TimeLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A bundle as it is read again: what is needed to run it, and what came of it then. */
public final class Bundle {
  /** The number of the form; one that is higher is not understood. */
  public static final int FORM = 1;

  /** The name under which that stands, which tells a bundle from any other JSON. */
  public static final String MARK = "delphi_bundle";

  /** Under which stands, in each part, what nobody can tell, and why. */
  public static final String NOT_KNOWN = "not_known";

  private final JsonNode root;

  private Bundle(JsonNode root) {
    this.root = root;
  }

  /**
   * Reads the text of one.
   *
   * @throws IllegalArgumentException if it is none, or one of a newer program
   */
  public static Bundle read(String text) {
    JsonNode root;
    try {
      root = JsonMapper.shared().readTree(text);
    } catch (JacksonException noJson) {
      throw new IllegalArgumentException("it is no JSON", noJson);
    }
    int form = root.path(MARK).asInt(0);
    if (form < 1) {
      throw new IllegalArgumentException("it is no bundle");
    }
    if (form > FORM) {
      throw new IllegalArgumentException("a newer delphi has made it (form " + form + ")");
    }
    return new Bundle(root);
  }

  /** The limits as they are written into a bundle. */
  public static Map<String, @Nullable Object> object(Limits limits, Quota quota) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    TimeLimits times = limits.times();
    object.put("timeout_ms", times.run().toMillis());
    object.put("silence_ms", times.silence() == null ? null : times.silence().toMillis());
    object.put("grace_ms", times.grace().toMillis());
    object.put("output_lines", limits.linesMax());
    object.put("output_bytes", limits.bytesMax());
    object.put("line_bytes", limits.lineBytesMax());
    object.put("memory_bytes", quota.memoryBytes());
    object.put("cores", quota.cores());
    object.put("pids", quota.pids());
    return object;
  }

  public String jobId() {
    return root.path("job_id").asString("");
  }

  public String jobType() {
    return root.path("job_type").asString("");
  }

  /** Empty where nobody could say what was run. */
  public List<String> argv() {
    List<String> argv = new ArrayList<>();
    root.path("command").path("argv").forEach(each -> argv.add(each.asString("")));
    return argv;
  }

  public String directory() {
    return root.path("command").path("directory").asString("");
  }

  /** Names and values, of which some are references of the form <code>${NAME}</code>. */
  public Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    root.path("environment")
        .properties()
        .forEach(entry -> environment.put(entry.getKey(), entry.getValue().asString("")));
    return environment;
  }

  public Limits limits() {
    JsonNode limits = root.path("limits");
    Limits usual = Limits.DEFAULT;
    Duration run = span(limits, "timeout_ms").orElse(usual.times().run());
    Duration grace = span(limits, "grace_ms").orElse(usual.times().grace());
    return new Limits(
        TimeLimits.of(run, grace).withSilence(span(limits, "silence_ms").orElse(null)),
        limits.path("output_lines").asInt(usual.linesMax()),
        limits.path("output_bytes").asInt(usual.bytesMax()),
        limits.path("line_bytes").asInt(usual.lineBytesMax()));
  }

  public Quota quota() {
    JsonNode limits = root.path("limits");
    JsonNode memory = limits.path("memory_bytes");
    JsonNode cores = limits.path("cores");
    JsonNode pids = limits.path("pids");
    return new Quota(
        memory.isNumber() ? memory.asLong() : null,
        cores.isNumber() ? cores.asDouble() : null,
        pids.isNumber() ? pids.asInt() : null);
  }

  /** What came of it, as texts; nothing where that is not known. */
  public Map<String, String> outcome() {
    return texts("outcome");
  }

  /** What decided that it failed, where somebody has found that out. */
  public Optional<Failure> failure() {
    JsonNode stored = root.path("outcome").path(Failure.NAME);
    return stored.isObject()
        ? Failure.of(JsonMapper.shared().convertValue(stored, Object.class))
        : Optional.empty();
  }

  /** Why a fact of the outcome is not in it; empty where the bundle does not say. */
  public String whyNotKnown(String fact) {
    return root.path("outcome").path(NOT_KNOWN).path(fact).asString("");
  }

  /** Of the poller that ran it, as texts; nothing where that is not known. */
  public Map<String, String> worker() {
    return texts("worker");
  }

  /** Of what the script was run with, as texts; nothing where that is not known. */
  public Map<String, String> interpreter() {
    return texts("interpreter");
  }

  /** Of the program, the Java and the system where it was made. */
  public Map<String, String> versions() {
    return texts("versions");
  }

  /** The checksums of the files that the command names. */
  public Map<String, String> checksums() {
    Map<String, String> sums = new LinkedHashMap<>();
    root.path("files")
        .forEach(
            file -> sums.put(file.path("path").asString(""), file.path("sha256").asString("")));
    return sums;
  }

  private Map<String, String> texts(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    root.path(name)
        .properties()
        .forEach(entry -> {
          if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
            texts.put(entry.getKey(), entry.getValue().asString());
          }
        });
    return texts;
  }

  private static Optional<Duration> span(JsonNode node, String name) {
    JsonNode millis = node.path(name);
    return millis.isNumber() ? Optional.of(Duration.ofMillis(millis.asLong())) : Optional.empty();
  }
}
