package delphi.jobs.web;

import delphi.jobs.desk.PlainJson;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What requests are answered with. */
final class Answers {
  private Answers() {}

  static void json(Context ctx, Object value) {
    ctx.contentType("application/json").result(JsonMapper.shared().writeValueAsString(value));
  }

  static void refuse(Context ctx, Refusal refusal) {
    if (refusal.status() == 503 || refusal.status() == 429) {
      ctx.header("Retry-After", refusal.status() == 429 ? "60" : "2");
    }
    if (refusal.status() == 401) {
      ctx.header("WWW-Authenticate", "Bearer realm=\"delphi\"");
    }
    ctx.status(refusal.status())
        .contentType("application/problem+json")
        .result(JsonMapper.shared().writeValueAsString(refusal.fields()));
  }

  /**
   * A row with every attribute, but for the values of its variables: they may be secrets, and a
   * browser is not the place for them.
   */
  static Map<String, @Nullable Object> row(Row row) {
    Map<String, @Nullable Object> fields = PlainJson.object(row);
    if (fields.get(Name.ENVIRONMENT) instanceof Map<?, ?> variables) {
      Map<String, @Nullable Object> names = new LinkedHashMap<>();
      variables.keySet().forEach(name -> names.put(String.valueOf(name), "(not shown)"));
      fields.put(Name.ENVIRONMENT, names);
    } else if (fields.containsKey(Name.ENVIRONMENT)) {
      fields.put(Name.ENVIRONMENT, "(not shown)");
    }
    return fields;
  }
}
