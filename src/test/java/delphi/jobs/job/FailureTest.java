package delphi.jobs.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTest {
  @Test
  void whatIsStoredIsReadAgain() {
    Failure failure = new Failure("disk_full", "No space left", 12, "stderr", "ab12cd34");
    Failure without = new Failure("timed_out", null, 0, null, "ab12cd34");

    assertThat(failure.facts())
        .containsExactly(
            Map.entry("cause", "disk_full"),
            Map.entry("line", "No space left"),
            Map.entry("line_number", 12L),
            Map.entry("stream", "stderr"),
            Map.entry("fingerprint", "ab12cd34"));
    assertThat(Failure.of(failure.facts())).contains(failure);
    assertThat(Failure.of(without.facts())).contains(without);
  }

  @Test
  void whatSomebodyElseStoredUnderThatNameIsNoFailure() {
    assertThat(Failure.of(null)).isEmpty();
    assertThat(Failure.of("broken")).isEmpty();
    assertThat(Failure.of(List.of("disk_full"))).isEmpty();
    assertThat(Failure.of(Map.of("cause", "disk_full"))).isEmpty();
    assertThat(Failure.of(Map.of("cause", 7, "fingerprint", "ab"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "ä", "€", "𝄞", "x𝄞"})
  void aLongLineIsCutToItsBytesBetweenCharacters(String character) {
    String line = new Failure("unknown", character.repeat(600), 1, "stdout", "ab").line();

    assertThat(line).isNotNull().endsWith("…").isEqualTo(new String(line.getBytes(UTF_8), UTF_8));
    assertThat(line.getBytes(UTF_8)).hasSizeBetween(490, Failure.LINE_BYTES_MAX);
  }
}
