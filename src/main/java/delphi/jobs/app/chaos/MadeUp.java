package delphi.jobs.app.chaos;

/** The answers that a proxy makes up itself. */
final class MadeUp {
  private static final String JSON = "application/x-amz-json-1.0";
  private static final String SERVICE = "com.amazonaws.dynamodb.v20120810#";
  private static final String COMMON = "com.amazon.coral.service#";

  private MadeUp() {}

  static HttpMessage error() {
    return error(500, SERVICE + "InternalServerError", "The request processing has failed");
  }

  static HttpMessage throttled() {
    return error(400, SERVICE + "ProvisionedThroughputExceededException", "The level was exceeded");
  }

  static HttpMessage expiredToken() {
    return error(400, COMMON + "ExpiredTokenException", "The security token is expired");
  }

  static HttpMessage page() {
    return HttpMessage.answer(
        502, "text/html", "<html><body><h1>502 Bad Gateway</h1></body></html>");
  }

  static HttpMessage nothing() {
    return HttpMessage.answer(200, JSON, "");
  }

  private static HttpMessage error(int status, String code, String message) {
    return HttpMessage.answer(
        status, JSON, "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(code, message));
  }
}
