package delphi.jobs.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is found in logs of failures whose deciding line and cause are known: those that were
 * written beside the rules, those that were kept apart from them until they were done, and those
 * that came after, of kinds that nobody had in mind. How many were right at first is in
 * docs/RELIABILITY.md; none may be lost again without a word.
 */
class CorpusTest {
  @ParameterizedTest
  @ValueSource(strings = {"known", "held-out", "unseen"})
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

    assertThat(wrongLines).as(score).isEmpty();
    assertThat(wrongCauses).as(score).isEmpty();
  }
}
