package delphi.jobs.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What must not matter: everything that differs from run to run of the same failure. */
class VariationTest {
  private static final long SEED = 20261122;
  private static final int ROUNDS = 3;

  @Test
  void anotherRunOfTheSameFailureIsFoundToBeTheSame() {
    Variation variation = new Variation(new Random(SEED));
    Map<String, UnaryOperator<Sample>> kinds =
        Map.of(
            "renamed", variation::renamed,
            "later", variation::later,
            "noisy", variation::noisy,
            "with returns", variation::withReturns,
            "interleaved", variation::interleaved,
            "cut", variation::cut,
            "all", sample -> variation.renamed(variation.later(variation.noisy(sample))));
    for (Sample sample : samples()) {
      Diagnosis before = sample.diagnosis();
      for (int round = 0; round < ROUNDS; round++) {
        kinds.forEach((kind, change) -> {
          Sample changed = change.apply(sample);
          Diagnosis after = changed.diagnosis();
          String words = "seed %d, %s, %s: %s".formatted(SEED, sample.name(), kind, after);
          assertThat(changed.isLine(after.line()))
              .as(words)
              .isEqualTo(sample.isLine(before.line()));
          assertThat(after.cause()).as(words).isEqualTo(before.cause());
          assertThat(after.fingerprint()).as(words).isEqualTo(before.fingerprint());
        });
      }
    }
  }

  @Test
  void aTracebackWithoutItsBeginningIsStillOne() {
    Variation variation = new Variation(new Random(SEED));
    for (Sample sample : samples()) {
      Sample beheaded = variation.beheaded(sample);
      Diagnosis before = sample.diagnosis();
      Diagnosis after = beheaded.diagnosis();
      assertThat(after.cause()).as(sample.name() + ": " + after).isEqualTo(before.cause());
      assertThat(beheaded.isLine(after.line()))
          .as(sample.name() + ": " + after)
          .isEqualTo(sample.isLine(before.line()));
    }
  }

  private static List<Sample> samples() {
    return Stream.of("known", "held-out", "unseen").map(Sample::all).flatMap(List::stream).toList();
  }
}
