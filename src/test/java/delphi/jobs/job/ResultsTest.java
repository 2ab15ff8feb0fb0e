package delphi.jobs.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is recorded of an end, and what an outcome may carry. */
class ResultsTest {
  private static final Results FAILURE = Results.failure("it broke");

  @Test
  void aFailureSaysWhy() {
    assertThat(FAILURE.success()).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> Results.failure(" "));
    assertThatIllegalArgumentException().isThrownBy(() -> failure(null));
  }

  private static Results failure(@Nullable String why) {
    return new Results(false, why, null, null, null, null, Map.of());
  }

  @Test
  void aFactIsAddedToACopy() {
    Results more = FAILURE.with("attempts", 3);

    assertThat(more.more()).isEqualTo(Map.of("attempts", 3));
    assertThat(FAILURE.more()).isEmpty();
  }

  @Test
  void shrunkItKeepsWhatMustNotBeLost() {
    Results.Visualization picture = new Results.Visualization("r1", "p", "u");
    Results full =
        new Results(false, "it broke", 4, "lines", picture, Transitions.NOON, Map.of("a", 1));

    assertThat(full.shrunk())
        .isEqualTo(new Results(false, "it broke", 4, null, picture, Transitions.NOON, Map.of()));
  }

  @Test
  void theTimeOfTheEndIsAddedToACopy() {
    assertThat(FAILURE.finishedAt(Transitions.NOON).executionFinishedAt())
        .isEqualTo(Transitions.NOON);
    assertThat(FAILURE.executionFinishedAt()).isNull();
  }

  @Test
  void anOutcomeAndItsResultsDoNotContradictEachOther() {
    Results success = Results.plainSuccess();

    assertThatIllegalArgumentException().isThrownBy(() -> new Outcome.Succeeded(FAILURE));
    assertThatIllegalArgumentException().isThrownBy(() -> new Outcome.Failed(success));
  }

  @Test
  void anOutcomeTellsItsResultsWhenTheProcessEnded() {
    Outcome failed = new Outcome.Failed(FAILURE);

    assertThat(failed.finishedAt(Transitions.NOON))
        .isEqualTo(new Outcome.Failed(FAILURE.finishedAt(Transitions.NOON)));
    assertThat(new Outcome.StillProcessing(null).finishedAt(Transitions.NOON))
        .isEqualTo(new Outcome.StillProcessing(null));
  }
}
