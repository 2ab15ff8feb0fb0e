package delphi.jobs.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is found in logs of failures whose deciding line and cause are known: those that were
 * written beside the rules, and those that were kept apart from them.
 */
class CorpusTest {
  private static final double LINES = 0.95;
  private static final double CAUSES = 0.97;

  @ParameterizedTest
  @ValueSource(strings = {"known", "held-out"})
  void theLineAndTheCauseAreFound(String part) {
    List<String> wrongLines = new ArrayList<>();
    List<String> wrongCauses = new ArrayList<>();
    List<Sample> samples = Sample.all(part);
    for (Sample sample : samples) {
      Diagnosis found = sample.diagnosis();
      String words = sample.name() + ": " + found;
      if (!sample.isLine(found.line())) {
        wrongLines.add(words);
      }
      if (sample.cause() != found.cause()) {
        wrongCauses.add(sample.cause() + " in " + words);
      }
    }
    String score =
        "%s: of %d logs %d lines and %d causes are wrong"
            .formatted(part, samples.size(), wrongLines.size(), wrongCauses.size());

    assertThat(wrongLines).as(score).hasSizeLessThanOrEqualTo(most(samples.size(), LINES));
    assertThat(wrongCauses).as(score).hasSizeLessThanOrEqualTo(most(samples.size(), CAUSES));
  }

  private static int most(int samples, double right) {
    return (int) Math.floor(samples * (1 - right) + 1e-9);
  }
}
