package delphi.jobs.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The API: every endpoint in one table, each behind the role that it needs. */
final class Api {
  static final String ROOT = "/api/v1";
  private static final String DOCUMENT = "openapi.json";

  private final List<Endpoint> endpoints = new ArrayList<>();

  Api(Premises premises, LogStreams streams) {
    endpoints.addAll(new JobsApi(premises).endpoints());
    endpoints.addAll(new OrdersApi(premises).endpoints());
    endpoints.addAll(new LogsApi(premises, streams).endpoints());
    endpoints.addAll(new InsightApi(premises).endpoints());
    endpoints.add(new Endpoint("GET", "/" + DOCUMENT, Role.VIEWER, Api::document));
  }

  List<Endpoint> endpoints() {
    return List.copyOf(endpoints);
  }

  void mount(RoutesConfig routes) {
    for (Endpoint endpoint : endpoints) {
      routes.addHttpHandler(
          HandlerType.findOrCreate(endpoint.method()),
          ROOT + endpoint.path(),
          ctx -> {
            Gate.require(ctx, endpoint.role());
            endpoint.handler().handle(ctx);
          });
    }
  }

  /** What all of this is, for programs that write programs. */
  private static void document(Context ctx) {
    ctx.contentType("application/json").result(document());
  }

  static byte[] document() {
    try (InputStream in = Api.class.getResourceAsStream(DOCUMENT)) {
      if (in == null) {
        throw new IllegalStateException(DOCUMENT + " is missing in this build");
      }
      return in.readAllBytes();
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
  }
}
