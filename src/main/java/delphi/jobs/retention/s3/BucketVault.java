package delphi.jobs.retention.s3;

import delphi.jobs.retention.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * Exports in a bucket. Two requests are all that it needs, so they are made of the parts that the
 * client of the table brings along: its HTTP client, its credentials, its signature.
 */
public final class BucketVault implements Vault {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int TRIES = 3;
  private static final int TOLD_CHARS = 300;

  /** A part is a thousand rows of at most 400 KB, packed. */
  private static final int BYTES_MAX = 512 << 20;

  private final Bucket bucket;
  private final AwsCredentialsProvider credentials;
  private final SdkHttpClient http;

  /** With the credentials that AWS's own programs would use. */
  public BucketVault(Bucket bucket) {
    this(bucket, DefaultCredentialsProvider.builder().build());
  }

  BucketVault(Bucket bucket, AwsCredentialsProvider credentials) {
    this.bucket = bucket;
    this.credentials = credentials;
    this.http =
        Apache5HttpClient.builder().connectionTimeout(PATIENCE).socketTimeout(PATIENCE).build();
  }

  @Override
  public void put(String name, byte[] content) throws IOException {
    ask(SdkHttpMethod.PUT, name, content);
  }

  @Override
  public byte[] get(String name) throws IOException {
    return ask(SdkHttpMethod.GET, name, null);
  }

  /** Both requests may be repeated: an object under this name always has the same content. */
  private byte[] ask(SdkHttpMethod method, String name, byte @Nullable [] content)
      throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        return once(method, bucket.object(name), content);
      } catch (Passing again) {
        if (tries == TRIES) {
          throw again;
        }
      }
    }
  }

  private byte[] once(SdkHttpMethod method, URI place, byte @Nullable [] content)
      throws IOException {
    SignedRequest signed = signed(method, place, content);
    HttpExecuteRequest request =
        HttpExecuteRequest.builder()
            .request(signed.request())
            .contentStreamProvider(signed.payload().orElse(null))
            .build();
    HttpExecuteResponse answer;
    try {
      answer = http.prepareRequest(request).call();
    } catch (IOException unanswered) {
      throw new Passing(method + " " + place + ": no answer: " + unanswered, unanswered);
    }
    byte[] body = body(answer);
    int status = answer.httpResponse().statusCode();
    if (answer.httpResponse().isSuccessful()) {
      return body;
    }
    String said = new String(body, StandardCharsets.UTF_8).strip();
    String why =
        method
            + " "
            + place
            + ": answered with "
            + status
            + (said.isEmpty() ? "" : ", " + said.substring(0, Math.min(TOLD_CHARS, said.length())));
    if (status >= 500 || status == 429) {
      throw new Passing(why, null);
    }
    throw new IOException(why);
  }

  private SignedRequest signed(SdkHttpMethod method, URI place, byte @Nullable [] content)
      throws IOException {
    SdkHttpRequest.Builder request = SdkHttpRequest.builder().method(method).uri(place);
    if (content != null) {
      request.putHeader("Content-Length", Integer.toString(content.length));
    }
    ContentStreamProvider payload =
        content == null ? null : ContentStreamProvider.fromByteArray(content);
    try {
      return AwsV4HttpSigner.create()
          .sign(builder -> {
            builder
                .identity(credentials.resolveCredentials())
                .request(request.build())
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(AwsV4HttpSigner.REGION_NAME, bucket.region())
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, true);
            if (payload != null) {
              builder.payload(payload);
            }
          });
    } catch (SdkException unsigned) {
      throw new IOException(
          method + " " + place + ": there are no credentials to sign it with", unsigned);
    }
  }

  private static byte[] body(HttpExecuteResponse answer) throws IOException {
    if (answer.responseBody().isEmpty()) {
      return new byte[0];
    }
    try (InputStream in = answer.responseBody().get()) {
      return in.readNBytes(BYTES_MAX);
    } catch (IOException broken) {
      throw new Passing("the answer broke off: " + broken, broken);
    }
  }

  /** What another try may get over. */
  private static final class Passing extends IOException {
    private static final long serialVersionUID = 1L;

    Passing(String why, @Nullable Throwable cause) {
      super(why, cause);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
