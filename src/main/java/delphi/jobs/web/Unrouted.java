package delphi.jobs.web;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses in the API's own form what is no request, or none that any route could be asked with: the
 * library's words for what is wrong, and nothing of its pages or of where it went wrong.
 */
final class Unrouted extends ErrorHandler {
  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    Content.Sink.write(response, true, body(status, message), callback);
  }

  private static String body(int status, @Nullable String reason) {
    return JsonMapper.shared().writeValueAsString(refusal(status, reason).fields());
  }

  private static Refusal refusal(int status, @Nullable String reason) {
    if (status >= 500) {
      return Refusal.INTERNAL;
    }
    return new Refusal(
        status,
        "usage",
        "the request: " + (reason == null ? "it is none that is answered here" : reason),
        "Nothing was done.");
  }
}
