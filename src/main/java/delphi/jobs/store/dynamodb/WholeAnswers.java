package delphi.jobs.store.dynamodb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Lets nothing be understood but what DynamoDB has said, whole. The SDK takes an empty success for
 * "there is no such row", so that a running job would be given up; it does not compare a refusal
 * with its checksum, although the row in it decides whose job it is; and it asks again after none
 * of these.
 */
final class WholeAnswers implements ExecutionInterceptor {
  /** With these DynamoDB says something of a row, and so never without words. */
  private static final Set<Integer> NEVER_EMPTY = Set.of(200, 400);

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    SdkHttpResponse answer = context.httpResponse();
    byte[] body = read(context.responseBody());
    if (body.length == 0 && NEVER_EMPTY.contains(answer.statusCode())) {
      throw RetryableException.create("an answer without content");
    }
    if (!matchesChecksum(answer, body)) {
      throw RetryableException.create("an answer that is not what its checksum was made of");
    }
    return Optional.of(new ByteArrayInputStream(body));
  }

  private static byte[] read(Optional<InputStream> body) {
    try (InputStream answer = body.orElseGet(InputStream::nullInputStream)) {
      return answer.readAllBytes();
    } catch (IOException broken) {
      throw RetryableException.create("an answer that broke off", broken);
    }
  }

  /** Also when there is none, or one that is not of the body as we see it. */
  private static boolean matchesChecksum(SdkHttpResponse answer, byte[] body) {
    Optional<String> told = answer.firstMatchingHeader("x-amz-crc32");
    if (told.isEmpty() || answer.firstMatchingHeader("Content-Encoding").isPresent()) {
      return true;
    }
    CRC32 checksum = new CRC32();
    checksum.update(body);
    return told.get().strip().equals(Long.toString(checksum.getValue()));
  }
}
