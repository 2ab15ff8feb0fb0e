package delphi.jobs.retention.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Exports to a server that reckons each signature anew. */
class BucketVaultTest {
  private static final byte[] ROWS = "rows, über alles\n".repeat(10_000).getBytes(UTF_8);

  @Test
  void whatIsPutIsSignedAndComesBackAsItWas() throws IOException {
    try (BucketStandIn there = new BucketStandIn();
        BucketVault vault = vault(there, BucketStandIn.SECRET)) {
      vault.put("jobs-2026-11-22-0123.jsonl.gz", ROWS);

      assertThat(vault.get("jobs-2026-11-22-0123.jsonl.gz")).isEqualTo(ROWS);
      assertThat(there.objects)
          .containsOnlyKeys("/exports/delphi/old/jobs-2026-11-22-0123.jsonl.gz");
    }
  }

  @Test
  void aWrongSecretIsRefusedAndNotTriedAgain() throws IOException {
    try (BucketStandIn there = new BucketStandIn();
        BucketVault vault = vault(there, "another")) {
      assertThatThrownBy(() -> vault.put("part", ROWS))
          .hasMessageContaining("PUT http://127.0.0.1")
          .hasMessageContaining("403, the signature is another one");
      assertThat(there.requests).hasSize(1);
    }
  }

  @Test
  void whatIsNotThereIsSaid() throws IOException {
    try (BucketStandIn there = new BucketStandIn();
        BucketVault vault = vault(there, BucketStandIn.SECRET)) {
      assertThatThrownBy(() -> vault.get("none")).hasMessageContaining("404, <Error>NoSuchKey");
    }
  }

  @Test
  void whatPassesIsTriedAgainButNotForEver() throws IOException {
    try (BucketStandIn there = new BucketStandIn();
        BucketVault vault = vault(there, BucketStandIn.SECRET)) {
      there.trouble.addAll(List.of(503, 500));
      vault.put("part", ROWS);
      assertThat(there.requests).hasSize(3);

      there.trouble.addAll(List.of(503, 503, 503));
      assertThatThrownBy(() -> vault.get("part")).hasMessageContaining("answered with 503");
    }
  }

  @Test
  void nobodyThereIsSaid() {
    Bucket nowhere = Bucket.of("s3://exports", "eu-west-1", URI.create("http://127.0.0.1:1"));
    try (BucketVault vault = new BucketVault(nowhere, credentials("x"))) {
      assertThatThrownBy(() -> vault.get("part"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no answer");
    }
  }

  @Test
  void awsItselfIsAskedByTheNameOfTheBucket() {
    assertThat(Bucket.of("s3://exports/a/b", "eu-west-1", null).object("c"))
        .isEqualTo(URI.create("https://exports.s3.eu-west-1.amazonaws.com/a/b/c"));
    assertThat(Bucket.of("s3://exports", "us-east-1", null).object("c"))
        .isEqualTo(URI.create("https://exports.s3.us-east-1.amazonaws.com/c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://",
        "s3://A/b",
        "s3://a",
        "http://a/b",
        "s3://ab/ c",
        "s3://ab/?x",
        "s3://ab/#"
      })
  void whatIsNoPlaceInABucketIsRefused(String address) {
    assertThatIllegalArgumentException().isThrownBy(() -> Bucket.of(address, "eu-west-1", null));
  }

  private static BucketVault vault(BucketStandIn there, String secret) {
    return new BucketVault(
        Bucket.of("s3://exports/delphi/old", "eu-west-1", there.endpoint()), credentials(secret));
  }

  private static StaticCredentialsProvider credentials(String secret) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(BucketStandIn.KEY, secret));
  }
}
