package delphi.jobs.desk;

import delphi.jobs.explain.Docket;
import delphi.jobs.explain.Evidence;
import delphi.jobs.explain.Explanation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reasons as the fields of a JSON object. */
public final class WhyFields {
  private WhyFields() {}

  public static Map<String, @Nullable Object> of(Explanation why) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("job_id", why.jobId());
    fields.put("status", why.status().isEmpty() ? null : why.status());
    fields.put("reason", why.reason().code());
    fields.put("summary", why.summary());
    fields.put("evidence", why.evidence().stream().map(WhyFields::evidence).toList());
    fields.put("next", why.next());
    return fields;
  }

  private static Map<String, String> evidence(Evidence evidence) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("name", evidence.name());
    fields.put("value", evidence.value());
    return fields;
  }

  public static Map<String, @Nullable Object> of(Docket.Group group) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("reason", group.reason().code());
    fields.put("severity", group.reason().severity().word());
    fields.put("jobs", group.jobs());
    fields.put("examples", group.examples());
    fields.put("summary", group.summary());
    fields.put("next", group.next());
    return fields;
  }
}
