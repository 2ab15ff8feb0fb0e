package delphi.jobs.web;

import delphi.jobs.store.JobStore;
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

  /** What was done to a job, in words, and the job as it is now. */
  static void done(Context ctx, JobStore jobs, String id, String done) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("job_id", id);
    answer.put("done", done);
    answer.put("job", jobs.row(id).map(RowFields::of).orElse(null));
    json(ctx, answer);
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
}
