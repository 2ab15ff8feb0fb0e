package delphi.jobs.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the made-up credentials of the seeds are used, and that it is said. */
class CredentialSourceTest {
  private static final Map<String, String> NO_KEY = Map.of("AWS_REGION", "us-west-2");
  private static final Map<String, String> KEY = Map.of("AWS_ACCESS_KEY_ID", "AKIA");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8000",
        "http://127.0.0.1:8000",
        "http://[::1]:8000",
        "http://host.docker.internal:8000",
        "http://dynamodb:8000"
      })
  void aLocalEndpointWithoutAKeyGetsTheSeedsCredentials(String endpoint) {
    CredentialSource source = CredentialSource.of(URI.create(endpoint), NO_KEY);

    assertThat(source).isEqualTo(CredentialSource.STAND_IN);
    assertThat(source.provider().resolveCredentials().accessKeyId()).isEqualTo("fakeMyKeyId");
    assertThat(source.oddity())
        .hasValueSatisfying(told -> assertThat(told).contains("AWS_ACCESS_KEY_ID"));
  }

  @Test
  void aKeyInTheEnvironmentIsUsedAtALocalEndpointToo() {
    CredentialSource source = CredentialSource.of(URI.create("http://localhost:8000"), KEY);

    assertThat(source).isEqualTo(CredentialSource.DEFAULT_CHAIN);
    assertThat(source.oddity()).isEmpty();
  }

  @Test
  void anEmptyKeyIsNone() {
    assertThat(CredentialSource.of(URI.create("http://localhost"), Map.of("AWS_ACCESS_KEY_ID", "")))
        .isEqualTo(CredentialSource.STAND_IN);
  }

  /** A made-up key at a real DynamoDB would only hide what is wrong. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://dynamodb.us-west-2.amazonaws.com",
        "http://localhost.example.com",
        "http://10.0.0.1:8000"
      })
  void anyOtherEndpointNeedsRealOnes(String endpoint) {
    assertThat(CredentialSource.of(URI.create(endpoint), NO_KEY))
        .isEqualTo(CredentialSource.DEFAULT_CHAIN);
  }

  @Test
  void awsItselfNeedsRealOnes() {
    assertThat(CredentialSource.of(null, NO_KEY)).isEqualTo(CredentialSource.DEFAULT_CHAIN);
  }
}
