package delphi.jobs.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
  static final List<Rule> RULES = Rules.ALL;

  @ParameterizedTest
  @FieldSource("RULES")
  void eachRecognisesItsExampleBeforeAnyOtherDoes(Rule rule) {
    assertThat(Rules.of(rule.example())).isSameAs(rule);
    assertThat(rule.why()).isNotBlank();
    assertThat(of(rule.example(), 1).cause()).isEqualTo(rule.cause());
  }

  @Test
  void noTwoHaveOneName() {
    assertThat(Rules.ALL).extracting(Rule::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anthropic answered job 429f6a20-1e0c-429b-8429-4290a7d9e429",
        "anthropic: 429 tokens, 529 bytes, 503 lines",
        "openai model gpt-500 wrote 401.2 kB to /app/404/429.json",
        "Error code: 4290 of anthropic",
        "status: 429.5 of openai",
        "HTTP Error 4041: strange",
        "read 500 Client rows, 404 Server lines",
      })
  void aNumberIsNoStatusUnlessItStandsWhereOneDoes(String line) {
    assertThat(Rules.of(line)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        " ",
        ".",
        "a.",
        "a.A",
        "Error: ",
        "\"",
        "File \"",
        "error ",
        "| ",
        "[",
        "/tmp/",
        "environment variable ",
        "An error occurred (",
        "psql:",
        ": line 1: ",
        "{'type': ",
        "\u001b[",
        "\r",
      })
  @Timeout(20)
  void aLineOfAMegabyteIsNothingSpecial(String piece) {
    String line = piece.repeat((1 << 20) / piece.length());
    List<String> lines = List.of(line, "Traceback (most recent call last):", line, line);
    long before = System.nanoTime();

    Diagnosis found =
        Diagnosis.of(
            new Evidence(new Said(lines, 0), new Said(lines, 0), new Evidence.End.Exited(1)));

    assertThat(found.fingerprint()).hasSize(8);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  @Timeout(60)
  void asManyLinesAsAreKeptAreJudgedInProportion() {
    String line = "2026-11-22 10:00:00,000 - delphi - ERROR - could not read line of environment";
    List<String> lines = Collections.nCopies(100_000, line);

    assertThat(of(lines, 1).cause()).isEqualTo(Cause.EXCEPTION);
  }

  private static Diagnosis of(String line, int code) {
    return of(List.of(line), code);
  }

  private static Diagnosis of(List<String> lines, int code) {
    return Diagnosis.of(
        new Evidence(Said.NOTHING, new Said(lines, 0), new Evidence.End.Exited(code)));
  }
}
