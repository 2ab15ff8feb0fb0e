package delphi.jobs.store.dynamodb;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Whose credentials sign our requests. */
enum CredentialSource {
  /** The usual places in AWS's own order: environment, profile, container, machine. */
  DEFAULT_CHAIN,

  /**
   * The made-up ones of the seeds. A local DynamoDB accepts any, but may keep separate tables for
   * each key, so these must be the ones that the other programs of an installation use.
   */
  STAND_IN;

  private static final String KEY_VARIABLE = "AWS_ACCESS_KEY_ID";
  private static final Set<String> LOCAL_HOSTS =
      Set.of("localhost", "127.0.0.1", "[::1]", "host.docker.internal", "dynamodb");

  static CredentialSource of(@Nullable URI endpoint, Map<String, String> environment) {
    boolean isLocal = endpoint != null && LOCAL_HOSTS.contains(endpoint.getHost());
    boolean hasKey = !environment.getOrDefault(KEY_VARIABLE, "").isBlank();
    return isLocal && !hasKey ? STAND_IN : DEFAULT_CHAIN;
  }

  AwsCredentialsProvider provider() {
    return switch (this) {
      case DEFAULT_CHAIN -> DefaultCredentialsProvider.builder().build();
      case STAND_IN ->
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create("fakeMyKeyId", "fakeSecretAccessKey"));
    };
  }

  /** What an operator may not expect of it. */
  Optional<String> oddity() {
    return switch (this) {
      case DEFAULT_CHAIN -> Optional.empty();
      case STAND_IN ->
          Optional.of(
              "Made-up credentials are used for the local endpoint: "
                  + KEY_VARIABLE
                  + " is not set.");
    };
  }
}
