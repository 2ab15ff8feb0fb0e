package delphi.jobs.store.dynamodb;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Optional;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Refuses a success without a body. DynamoDB never sends one, but something between us may, and the
 * SDK would take it for "there is no such row": a running job would be given up for it.
 */
final class EmptyAnswers implements ExecutionInterceptor {
  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    return context.httpResponse().isSuccessful()
        ? Optional.of(filled(context.responseBody()))
        : context.responseBody();
  }

  private static InputStream filled(Optional<InputStream> body) {
    PushbackInputStream answer =
        new PushbackInputStream(body.orElseGet(InputStream::nullInputStream));
    try {
      int first = answer.read();
      if (first < 0) {
        throw RetryableException.create("an answer without content");
      }
      answer.unread(first);
      return answer;
    } catch (IOException broken) {
      throw RetryableException.create("an answer that broke off", broken);
    }
  }
}
