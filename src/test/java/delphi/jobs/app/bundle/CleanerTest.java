package delphi.jobs.app.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanerTest {
  private final Cleaner cleaner =
      new Cleaner.Draft()
          .environment(
              Map.of(
                  "ANTHROPIC_API_KEY",
                  "canary one+two/\"three\"",
                  "DATABASE_URL",
                  "postgres://polis:canary-pass@db/polis",
                  "MAX_VOTES",
                  "50000"))
          .json("{\"stages\":[{\"config\":{\"client_secret\":\"canary-nested\"}}]}")
          .json("no JSON")
          .cleaner();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "canary one+two/\"three\"",
        "key=canary one+two/\\\"three\\\" in JSON",
        "https://x/?k=canary+one%2Btwo%2F%22three%22",
        "Y2FuYXJ5IG9uZSt0d28vInRocmVlIg==",
        "postgres://polis:canary-pass@db/polis",
        "https://user:canary-other@host/",
        "with canary-nested inside",
        "--api-key=canary-argument",
        "{\"my_password\": \"canary-field\"}",
        "Authorization: Bearer canary-bearer-4711",
        "sk-ant-canary-0123456789"
      })
  void noSecretIsLeft(String text) {
    assertThat(cleaner.clean(text)).doesNotContain("canary").doesNotContain("Y2FuYX");
  }

  @Test
  void aSecretIsNamedWhereItWas() {
    assertThat(cleaner.clean("--key=canary one+two/\"three\""))
        .isEqualTo("--key=${ANTHROPIC_API_KEY}");
  }

  @Test
  void whatIsNoSecretStays() {
    for (String text :
        List.of("50000", "max_tokens: 4096", "tokens=12", "a token of it", "/app/x")) {
      assertThat(cleaner.clean(text)).isEqualTo(text);
    }
  }

  @Test
  void aTreeIsCleanedThroughAndThrough() {
    Object tree =
        Map.of("a", List.of(Map.of("MY_TOKEN", "short", "n", 4)), "canary-nested", "x", "b", true);

    assertThat(cleaner.clean(tree))
        .isEqualTo(
            Map.of(
                "a",
                List.of(Map.of("MY_TOKEN", "${MY_TOKEN}", "n", 4)),
                "${client_secret}",
                "x",
                "b",
                true));
  }
}
