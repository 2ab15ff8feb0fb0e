package delphi.jobs.store.row;

import delphi.jobs.job.LogEntry;
import delphi.jobs.job.LogTail;
import delphi.jobs.job.Results;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The JSON texts that we write into a row: {@code job_results} and {@code logs} (CONTRACT §2). */
final class RowJson {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
      new TypeReference<>() {};

  private RowJson() {}

  static String of(Results results, Instant completedAt) {
    return JSON.writeValueAsString(fields(results, completedAt));
  }

  /** Only how it ended; when, says the row. */
  static String least(Results results) {
    Map<String, Object> fields = fields(results, Instant.EPOCH);
    fields.remove("completed_at");
    return JSON.writeValueAsString(fields);
  }

  /** Our results, with everything that the script itself has stored kept and put first in rank. */
  static String beside(@Nullable String stored, Results results, Instant completedAt) {
    Map<String, Object> all = fields(results, completedAt);
    if (stored != null && !stored.isBlank()) {
      try {
        all.putAll(JSON.readValue(stored, OBJECT));
      } catch (JacksonException notAnObject) {
        all.put("script_results", stored);
      }
    }
    return JSON.writeValueAsString(all);
  }

  static String of(LogTail log) {
    List<Map<String, Object>> entries = new ArrayList<>();
    for (LogEntry entry : log.entries()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      Instant at = entry.at();
      fields.put("timestamp", at == null ? "" : Stamp.of(at));
      fields.put("level", entry.level().name());
      fields.put("message", entry.message());
      entries.add(fields);
    }
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("entries", entries);
    text.put("log_location", log.location());
    if (log.dropped() > 0) {
      text.put("dropped", log.dropped());
    }
    return JSON.writeValueAsString(text);
  }

  private static Map<String, Object> fields(Results results, Instant completedAt) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("result_type", results.success() ? "SUCCESS" : "FAILURE");
    fields.put("completed_at", Stamp.of(completedAt));
    putIfKnown(fields, "error", results.error());
    putIfKnown(fields, "return_code", results.returnCode());
    putIfKnown(fields, "output_summary", results.outputSummary());
    Results.Visualization picture = results.visualization();
    if (picture != null) {
      fields.put("visualization_path", picture.path());
      fields.put("visualization_urls", Map.of("interactive", picture.interactiveUrl()));
      fields.put("report_id", picture.reportId());
    }
    Instant finished = results.executionFinishedAt();
    putIfKnown(fields, "execution_finished_at", finished == null ? null : Stamp.of(finished));
    results.more().forEach(fields::putIfAbsent);
    return fields;
  }

  private static void putIfKnown(Map<String, Object> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value);
    }
  }
}
