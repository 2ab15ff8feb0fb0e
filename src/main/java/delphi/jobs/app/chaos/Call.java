package delphi.jobs.app.chaos;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One try of a request, as its headers tell it.
 *
 * @param operation DynamoDB's own name: {@code UpdateItem}
 * @param attempt which try of the same request it is, from 1
 */
public record Call(String operation, int attempt) {
  private static final Pattern ATTEMPT = Pattern.compile("(?:^|[; ])attempt=(\\d{1,6})");

  static Call of(HttpMessage request) {
    String target = request.header("X-Amz-Target").orElse("");
    Matcher attempt = ATTEMPT.matcher(request.header("amz-sdk-request").orElse(""));
    return new Call(
        target.substring(target.lastIndexOf('.') + 1),
        attempt.find() ? Integer.parseInt(attempt.group(1)) : 1);
  }
}
