package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowTest {
  private final Random random = new Random(3);
  private final Window window = new Window();

  @Test
  void withoutCompetitionTheFirstIsTaken() {
    assertThat(IntStream.range(0, 100).map(_ -> window.choose(50, random))).containsOnly(0);
  }

  @Test
  void aLostRaceDoublesTheChoice() {
    window.lost();
    window.lost();

    assertThat(IntStream.range(0, 200).map(_ -> window.choose(50, random)).boxed())
        .contains(0, 1, 2, 3)
        .allMatch(index -> index < 4);
  }

  @Test
  void theChoiceNeverGoesBeyondTheList() {
    IntStream.range(0, 20).forEach(_ -> window.lost());

    assertThat(IntStream.range(0, 200).map(_ -> window.choose(3, random)).boxed())
        .allMatch(index -> index < 3);
  }

  @Test
  void racesThatAreWonBringTheOrderBack() {
    IntStream.range(0, 20).forEach(_ -> window.lost());
    IntStream.range(0, 100).forEach(_ -> window.won());

    assertThat(IntStream.range(0, 100).map(_ -> window.choose(50, random))).containsOnly(0);
  }
}
