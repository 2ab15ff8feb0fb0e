package delphi.jobs.desk;

import delphi.jobs.job.Job;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The {@code job_results} of a row, as far as they can be read; others write them too. */
public record StoredResults(JsonNode node) {
  /** What can be read of the stored text; nothing when it is absent or no JSON. */
  public static StoredResults of(@Nullable String stored) {
    JsonMapper json = JsonMapper.shared();
    try {
      return new StoredResults(json.readTree(stored == null ? "{}" : stored));
    } catch (JacksonException unreadable) {
      return new StoredResults(json.createObjectNode());
    }
  }

  /** A job's error in words; what its row says beside, where its results say nothing. */
  public static String errorOf(Job job) {
    return of(job.storedResults()).error().orElse(String.valueOf(job.marks().lastError()));
  }

  public boolean isNone() {
    return node.isEmpty();
  }

  public Optional<String> error() {
    return text("error");
  }

  public Optional<String> returnCode() {
    return text("return_code");
  }

  public Optional<String> outputSummary() {
    return text("output_summary");
  }

  /** Where the picture lies, relative to the store of pictures. */
  public Optional<String> picturePath() {
    return text("visualization_path");
  }

  public Optional<String> pictureUrl() {
    return plain(node.path("visualization_urls").path("interactive"));
  }

  /** What held its process. */
  public Optional<String> containment() {
    return text("containment");
  }

  /** What all its processes had and took, in words. */
  public Optional<String> usage() {
    JsonNode memory = node.path("peak_memory_bytes");
    return memory.isIntegralNumber()
        ? Optional.of(
            Sizes.shown(memory.asLong())
                + " of memory at most"
                + text("cpu_seconds").map(cpu -> ", " + cpu + " s of processor time").orElse("")
                + text("usage_measured").map(how -> " (" + how + ")").orElse(""))
        : Optional.empty();
  }

  private Optional<String> text(String name) {
    return plain(node.path(name));
  }

  private static Optional<String> plain(JsonNode value) {
    return value.isValueNode() && !value.isNull()
        ? Optional.of(value.asString())
        : Optional.empty();
  }
}
