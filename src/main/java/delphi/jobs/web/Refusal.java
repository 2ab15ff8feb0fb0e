package delphi.jobs.web;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.store.StoreException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is not answered with what it asks for: what a program is told of it (RFC 9457), and
 * a page.
 *
 * @param status of HTTP
 * @param code stable, a word for programs
 * @param detail what was attempted, on what, and why not
 * @param remedy what to do, a sentence; may be empty
 */
public record Refusal(int status, String code, String detail, String remedy) {
  static final Refusal INTERNAL =
      new Refusal(
          500,
          "internal",
          "this is a defect of the server, which its log tells of",
          "Try again; if it stays, report it with the line of the log.");

  /** A refusal that is thrown up to where it is told. */
  static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never sent anywhere
    private final Refusal refusal;

    Thrown(Refusal refusal) {
      super(refusal.detail());
      this.refusal = refusal;
    }

    Refusal refusal() {
      return refusal;
    }
  }

  static Thrown thrown(int status, String code, String detail, String remedy) {
    return new Thrown(new Refusal(status, code, detail, remedy));
  }

  /** What the command line would have said. */
  public static Refusal of(Problem problem) {
    return new Refusal(
        status(problem.exit()),
        code(problem.exit()),
        String.valueOf(problem.getMessage()),
        problem.remedy());
  }

  /** A store that has not answered. */
  public static Refusal of(StoreException unanswered) {
    String why = String.valueOf(unanswered.getMessage());
    return switch (unanswered.kind()) {
      case UNAVAILABLE -> new Refusal(503, "unreachable", why, unanswered.remedy());
      case MISSING, DENIED -> new Refusal(503, "configuration", why, unanswered.remedy());
      case INVALID -> new Refusal(400, "usage", why, unanswered.remedy());
    };
  }

  private static int status(Exit exit) {
    return switch (exit) {
      case USAGE -> 400;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case FAILED -> 422;
      case TIMED_OUT, UNREACHABLE, TRY_AGAIN, YIELDED -> 503;
      case OK, INTERNAL, CONFIGURATION, INTERRUPTED -> 500;
    };
  }

  private static String code(Exit exit) {
    return switch (exit) {
      case USAGE -> "usage";
      case NOT_FOUND -> "not_found";
      case CONFLICT -> "conflict";
      case FAILED -> "failed";
      case TIMED_OUT, TRY_AGAIN, YIELDED -> "try_again";
      case UNREACHABLE -> "unreachable";
      case CONFIGURATION -> "configuration";
      case OK, INTERNAL, INTERRUPTED -> "internal";
    };
  }

  /** The fields of a problem as RFC 9457 has them. */
  Map<String, @Nullable Object> fields() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("type", "about:blank");
    fields.put("title", title());
    fields.put("status", status);
    fields.put("detail", detail);
    fields.put("code", code);
    fields.put("remedy", remedy.isEmpty() ? null : remedy);
    return fields;
  }

  /** The status in words. */
  public String title() {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 421 -> "Misdirected Request";
      case 422 -> "Unprocessable Content";
      case 429 -> "Too Many Requests";
      case 503 -> "Service Unavailable";
      default -> status < 500 ? "Refused" : "Internal Server Error";
    };
  }
}
