package delphi.jobs.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delphi.jobs.handler.EnvironmentPolicy.Refusal;
import delphi.jobs.handler.EnvironmentPolicy.Screened;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a row may set for its process, name by name. */
class EnvironmentPolicyTest {
  /** One line of environment-names.txt. */
  record Case(String name, String strict, String seedCompat) {}

  static Stream<Case> names() throws IOException {
    try (InputStream file =
        EnvironmentPolicyTest.class.getResourceAsStream("environment-names.txt")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return text
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\\s+"))
          .map(words -> new Case(words[0], words[1], words[2]))
          .toList()
          .stream();
    }
  }

  @Test
  void theTableNamesManyVariablesAndEachOnce() throws IOException {
    assertThat(names().map(Case::name)).hasSizeGreaterThan(150).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("names")
  void eachNameIsJudgedAsTheTableSays(Case each) {
    assertThat(verdict(EnvironmentPolicy.STRICT, each.name())).isEqualTo(each.strict());
    assertThat(verdict(EnvironmentPolicy.SEED_COMPAT, each.name())).isEqualTo(each.seedCompat());
  }

  @ParameterizedTest
  @MethodSource("names")
  void anOperatorAllowsWhatIsNotNamedButNeverWhatIsDangerous(Case each) {
    EnvironmentPolicy all = EnvironmentPolicy.STRICT.alsoAllowing(List.of("*"));

    boolean isDangerous = !List.of("yes", "unnamed").contains(each.strict());
    assertThat(verdict(all, each.name())).isEqualTo(isDangerous ? each.strict() : "yes");
  }

  @Test
  void anOperatorAddsNamesAndPatterns() {
    EnvironmentPolicy more =
        EnvironmentPolicy.STRICT.alsoAllowing(List.of("LLM_PROVIDER", "POLIS_*"));

    assertThat(verdict(more, "LLM_PROVIDER")).isEqualTo("yes");
    assertThat(verdict(more, "POLIS_ANYTHING")).isEqualTo("yes");
    assertThat(verdict(more, "POLIS")).isEqualTo("unnamed");
    assertThat(verdict(more, "XPOLIS_A")).isEqualTo("unnamed");
    assertThat(verdict(EnvironmentPolicy.STRICT, "LLM_PROVIDER")).isEqualTo("unnamed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A B", "A=B", "A.B", "[A-Z]+", "A\n", "Ä", "A|B"})
  void whatAnOperatorAddsMustBeAName(String name) {
    assertThatThrownBy(() -> EnvironmentPolicy.STRICT.alsoAllowing(List.of(name)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no name of variables");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "A B",
        "A=B",
        "1A",
        "A-B",
        "A.B",
        "DELPHI_ MODE",
        "DELPHI_MODE\n",
        "DELPHI_\u0000",
        "\nDELPHI_MODE",
        "DELPHI_MÖDE",
        "BASH_FUNC_ls%%",
        "DELPHI_\u001b[31m",
        "DELPHI_😀",
        "$DELPHI_A",
      })
  void whatIsNoNameIsRefusedByEveryPolicy(String name) {
    for (EnvironmentPolicy policy :
        List.of(
            EnvironmentPolicy.STRICT,
            EnvironmentPolicy.SEED_COMPAT,
            EnvironmentPolicy.STRICT.alsoAllowing(List.of("*")))) {
      Screened screened = policy.screen(Map.of(name, "1"));

      assertThat(screened.accepted()).isEmpty();
      assertThat(screened.refusals())
          .extracting(Refusal::why)
          .containsExactly("this is no name of a variable");
      assertThat(screened.refusals().toString()).doesNotMatch("(?s).*\\p{Cc}.*");
    }
  }

  @Test
  void aNameThatIsTooLongIsNone() {
    assertThat(verdict(EnvironmentPolicy.STRICT, "DELPHI_" + "A".repeat(121))).isEqualTo("yes");
    assertThat(
            EnvironmentPolicy.STRICT
                .screen(Map.of("DELPHI_" + "A".repeat(122), "1"))
                .refusals()
                .toString())
        .contains("no name")
        .hasSizeLessThan(200);
  }

  @ParameterizedTest
  @CsvSource({
    "MAX_VOTES,                1000,             true",
    "MAX_VOTES,                1000 --zid=9,     false",
    "MAX_VOTES,                -1,               false",
    "BATCH_SIZE,               many,             false",
    "NARRATIVE_BATCH_MAX_SIZE, 20,               true",
    "NARRATIVE_BATCH_MAX_SIZE, 1e3,              false",
    "NARRATIVE_BATCH_NO_CACHE, 0,                true",
    "NARRATIVE_BATCH_NO_CACHE, True,             true",
    "NARRATIVE_BATCH_NO_CACHE, perhaps,          false",
    "NARRATIVE_BATCH_MODEL,    claude-3-5-sonnet-20241022, true",
    "NARRATIVE_BATCH_MODEL,    'a b',            false",
    "OLLAMA_MODEL,             llama3.1:8b,      true",
    "OLLAMA_MODEL,             a -e LD_PRELOAD=x, false",
    "ANTHROPIC_MODEL,          ../../etc/passwd, false",
    "AWS_REGION,               eu-central-1,     true",
    "AWS_REGION,               evil.example/x,   false",
    "DELPHI_MODE,              any text at all,  true",
    "DELPHI_MODE,              '',               true",
  })
  void theStrictPolicyKnowsTheFormOfAValue(String name, String value, boolean accepted) {
    assertThat(EnvironmentPolicy.STRICT.screen(Map.of(name, value)).accepted().containsKey(name))
        .isEqualTo(accepted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "\u0000", "\u001b[31m", "\u0085", "\u009b31m", "\ud800"})
  void aValueWithControlCharactersIsRefusedByEveryPolicy(String value) {
    for (EnvironmentPolicy policy :
        List.of(EnvironmentPolicy.STRICT, EnvironmentPolicy.SEED_COMPAT)) {
      assertThat(policy.screen(Map.of("DELPHI_MODE", value)).accepted()).isEmpty();
    }
  }

  @Test
  void aValueHasAtMost1024Characters() {
    String longest = "😀".repeat(EnvironmentPolicy.VALUE_CHARS_MAX);
    assertThat(EnvironmentPolicy.STRICT.screen(Map.of("DELPHI_A", longest)).accepted())
        .containsEntry("DELPHI_A", longest);
    assertThat(EnvironmentPolicy.STRICT.screen(Map.of("DELPHI_A", longest + "x")).refusals())
        .extracting(Refusal::why)
        .containsExactly("its value has more than 1024 characters");
  }

  @Test
  void aRowSetsAtMost64VariablesAndAlwaysTheSame() {
    Map<String, String> wanted =
        IntStream.range(0, 100)
            .boxed()
            .collect(Collectors.toMap(i -> "DELPHI_N%02d".formatted(i), i -> "x"));

    Screened screened = EnvironmentPolicy.STRICT.screen(wanted);

    assertThat(screened.accepted().keySet())
        .containsExactlyElementsOf(
            IntStream.range(0, 64).mapToObj("DELPHI_N%02d"::formatted).toList());
    assertThat(screened.refusals()).hasSize(36);
  }

  @Test
  void aRefusalShowsTheNameAndNeverTheValue() {
    assertThat(
            EnvironmentPolicy.STRICT
                .screen(Map.of("LD_PRELOAD", "canary", "FOO", "canary", "OLLAMA_MODEL", "canary !"))
                .refusals())
        .extracting(Refusal::toString)
        .containsExactly(
            "environment variable 'FOO' is left out, because the policy 'strict' does not name it",
            "environment variable 'LD_PRELOAD' is left out, because it makes programs run other"
                + " code",
            "environment variable 'OLLAMA_MODEL' is left out, because its value is not "
                + Form.MODEL);
  }

  @Test
  void anOperatorSaysWhatAValueMustLookLikeAndCanBeStricterThanThePolicy() {
    EnvironmentPolicy more =
        EnvironmentPolicy.STRICT
            .alsoAllowing("LLM_PROVIDER", Pattern.compile("anthropic|openai"))
            .alsoAllowing("ANTHROPIC_MODEL", Pattern.compile("claude-[a-z0-9-]+"));

    assertThat(more.screen(Map.of("LLM_PROVIDER", "openai")).accepted()).hasSize(1);
    assertThat(more.screen(Map.of("LLM_PROVIDER", "openai\n")).accepted()).isEmpty();
    assertThat(more.screen(Map.of("LLM_PROVIDER", "xopenai")).refusals())
        .extracting(Refusal::why)
        .containsExactly("its value is not of the form that an operator has set");
    assertThat(more.screen(Map.of("ANTHROPIC_MODEL", "gpt-4")).accepted()).isEmpty();
    assertThat(EnvironmentPolicy.STRICT.screen(Map.of("ANTHROPIC_MODEL", "gpt-4")).accepted())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"LD_PRELOAD", "LD_*", "PATH", "AWS_ENDPOINT_URL", "DELPHI_JOB_ID"})
  void anOperatorWhoWantsADangerousNameIsToldAtOnce(String name) {
    assertThatThrownBy(() -> EnvironmentPolicy.STRICT.alsoAllowing(List.of(name)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no row may ever set '" + name + "', because ");
  }

  @Test
  void policiesAreFoundByName() {
    assertThat(EnvironmentPolicy.named("strict")).contains(EnvironmentPolicy.STRICT);
    assertThat(EnvironmentPolicy.named("seed-compat")).contains(EnvironmentPolicy.SEED_COMPAT);
    assertThat(EnvironmentPolicy.named("seedcompat")).isEmpty();
    assertThat(EnvironmentPolicy.STRICT.alsoAllowing(List.of())).hasToString("strict");
  }

  private static String verdict(EnvironmentPolicy policy, String name) {
    Screened screened = policy.screen(Map.of(name, "1"));
    if (screened.accepted().containsKey(name)) {
      return "yes";
    }
    String why = screened.refusals().getFirst().why();
    return Stream.of(Danger.values())
        .filter(danger -> danger.toString().equals(why))
        .map(Danger::name)
        .findFirst()
        .orElse(why.endsWith("does not name it") ? "unnamed" : why);
  }
}
