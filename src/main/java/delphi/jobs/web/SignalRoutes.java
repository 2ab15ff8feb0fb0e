package delphi.jobs.web;

import delphi.jobs.ops.Health;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What machines ask that watch over a program. */
final class SignalRoutes {
  private final WebServer.Signals signals;
  private final String version;

  SignalRoutes(WebServer.Signals signals, String version) {
    this.signals = signals;
    this.version = version;
  }

  void mount(RoutesConfig routes) {
    routes.get(
        "/livez",
        ctx -> {
          Health health = signals.health().get();
          tell(ctx, health.isLive(), health.live());
        });
    routes.get(
        "/readyz",
        ctx -> {
          Health health = signals.health().get();
          List<Health.Check> all =
              java.util.stream.Stream.concat(health.live().stream(), health.ready().stream())
                  .toList();
          tell(ctx, health.isReady(), all);
        });
    routes.get("/version", ctx -> Answers.json(ctx, Map.of("version", version)));
    routes.get("/metrics", this::metrics);
  }

  /** What fails is always named; with {@code ?verbose} what holds as well. */
  private static void tell(Context ctx, boolean isOk, List<Health.Check> checks) {
    boolean isVerbose = ctx.queryParamMap().containsKey("verbose");
    String text =
        checks.stream()
            .filter(check -> isVerbose || !check.isOk())
            .map(check ->
                (check.isOk() ? "[+] " : "[-] ") + check.name() + ": " + check.detail() + "\n")
            .collect(Collectors.joining());
    ctx.status(isOk ? 200 : 503)
        .contentType("text/plain; charset=utf-8")
        .result(text + (isOk ? "ok\n" : "not ok\n"));
  }

  private void metrics(Context ctx) {
    WebServer.Scrape scrape =
        signals
            .metrics()
            .get()
            .orElseThrow(() -> Refusal.thrown(404, "not_found", "this program counts nothing", ""));
    ctx.contentType(scrape.contentType()).result(scrape.text());
  }
}
