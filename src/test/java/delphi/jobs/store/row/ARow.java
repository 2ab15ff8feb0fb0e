package delphi.jobs.store.row;

import java.util.LinkedHashMap;
import java.util.Map;

/** Rows for tests, put together attribute by attribute; each step gives a new one. */
public record ARow(Map<String, Attribute> attributes) {
  /** A PENDING row as a server of today writes it, with nothing odd about it. */
  public static ARow pending(String jobId) {
    return new ARow(Map.of())
        .text(Name.JOB_ID, jobId)
        .text(Name.STATUS, "PENDING")
        .text(Name.JOB_TYPE, "FULL_PIPELINE")
        .text(Name.CREATED_AT, "2026-11-22T00:19:56.374Z")
        .text(Name.UPDATED_AT, "2026-11-22T00:19:56.374Z")
        .text(Name.STARTED_AT, "")
        .text(Name.COMPLETED_AT, "")
        .number(Name.VERSION, 1)
        .text(Name.WORKER_ID, "none")
        .number(Name.PRIORITY, 50)
        .text(Name.CONVERSATION_ID, "42")
        .number(Name.RETRY_COUNT, 0)
        .number(Name.MAX_RETRIES, 3)
        .number(Name.TIMEOUT_SECONDS, 14_400)
        .text(Name.JOB_CONFIG, "{}")
        .text(Name.JOB_RESULTS, "{}")
        .text(Name.LOGS, "{\"entries\":[],\"log_location\":\"\"}");
  }

  public ARow text(String name, String value) {
    return with(name, new Attribute.Text(value));
  }

  public ARow number(String name, long value) {
    return with(name, new Attribute.Num(value));
  }

  public ARow with(String name, Attribute value) {
    Map<String, Attribute> more = new LinkedHashMap<>(attributes);
    more.put(name, value);
    return new ARow(more);
  }

  public ARow without(String name) {
    Map<String, Attribute> fewer = new LinkedHashMap<>(attributes);
    fewer.remove(name);
    return new ARow(fewer);
  }

  public Row row() {
    return new Row(attributes);
  }
}
