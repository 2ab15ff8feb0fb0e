package delphi.jobs.web;

import delphi.jobs.desk.Problem;
import delphi.jobs.store.StoreException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns whatever goes wrong into an answer: a problem for programs, a page for people. */
final class Refusals {
  private final WebServer.@Nullable Pages pages;
  private final WebServer.Trouble trouble;

  Refusals(WebServer.@Nullable Pages pages, WebServer.Trouble trouble) {
    this.pages = pages;
    this.trouble = trouble;
  }

  void mount(RoutesConfig routes) {
    routes.exception(Refusal.Thrown.class, (thrown, ctx) -> tell(ctx, thrown.refusal()));
    routes.exception(Problem.class, (problem, ctx) -> tell(ctx, Refusal.of(problem)));
    routes.exception(StoreException.class, (none, ctx) -> tell(ctx, Refusal.of(none)));
    routes.exception(HttpResponseException.class, (thrown, ctx) -> tell(ctx, of(thrown, ctx)));
    routes.exception(
        Exception.class,
        (unforeseen, ctx) -> {
          trouble.hear(ctx.method() + " " + ctx.path(), unforeseen);
          tell(ctx, Refusal.INTERNAL);
        });
  }

  private void tell(Context ctx, Refusal refusal) {
    if (pages != null && isForPerson(ctx)) {
      ctx.status(refusal.status());
      pages.refuse(ctx, refusal);
    } else {
      Answers.refuse(ctx, refusal);
    }
  }

  private static boolean isForPerson(Context ctx) {
    String accept = ctx.header("Accept");
    return !ctx.path().startsWith("/api/") && accept != null && accept.contains("text/html");
  }

  private static Refusal of(HttpResponseException thrown, Context ctx) {
    int status = thrown.getStatus();
    return switch (status) {
      case 404 ->
          new Refusal(
              404,
              "not_found",
              "there is nothing at " + ctx.path(),
              "The API is described at " + Api.ROOT + "/openapi.json.");
      case 405 ->
          new Refusal(
              405,
              "usage",
              ctx.method().name() + " is not what can be done with " + ctx.path(),
              "The API is described at " + Api.ROOT + "/openapi.json.");
      case 413 -> new Refusal(413, "usage", "the body is too large", "Send less than 1 MiB.");
      default ->
          new Refusal(
              status,
              status < 500 ? "usage" : "internal",
              String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT),
              "");
    };
  }
}
