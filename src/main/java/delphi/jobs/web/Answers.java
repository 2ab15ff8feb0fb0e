package delphi.jobs.web;

import io.javalin.http.Context;
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
}
