package delphi.jobs.experience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delphi.jobs.store.register.Register;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is remembered of earlier runs, and the text that it is kept as. */
class UsualTest {
  @Test
  void theMedianAndTheNinthOfTenAreOfTheNewestTwenty() {
    Usual usual = Usual.UNKNOWN;
    for (int seconds = 1; seconds <= 30; seconds++) {
      usual = usual.after(run(seconds));
    }

    assertThat(usual.runs()).isEqualTo(30);
    assertThat(usual.durations()).hasSize(Usual.DURATIONS_MAX).first().isEqualTo(seconds(11));
    assertThat(usual.median()).isEqualTo(seconds(20));
    assertThat(usual.p90()).isEqualTo(seconds(28));
  }

  @Test
  void nothingIsUsualBeforeTheFirstRun() {
    assertThat(Usual.UNKNOWN.isKnown()).isFalse();
    assertThatThrownBy(Usual.UNKNOWN::median).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aStageIsKnownByTheShareOfTheRunsAtWhichItBegan() {
    Usual usual = Usual.UNKNOWN.after(run(100, "load", 0, "fit", 40)).after(run(50, "fit", 30));

    assertThat(usual.stage("fit").orElseThrow().share()).isEqualTo(0.5);
    assertThat(usual.stage("fit").orElseThrow().seen()).isEqualTo(2);
    assertThat(usual.stage("save")).isEmpty();
  }

  @Test
  void aStageThatNoLongerComesIsForgotten() {
    Usual usual = Usual.UNKNOWN.after(run(100, "old", 40)).after(run(100, "new", 40));

    assertThat(usual.stages()).extracting(Stage::name).containsExactly("new");
  }

  @Test
  void ofAStageThatIsSaidAgainTheFirstTimeCounts() {
    Usual usual = Usual.UNKNOWN.after(run(100, "epoch 1", 20, "epoch 2", 60));

    assertThat(usual.stages()).singleElement().isEqualTo(new Stage("epoch #", 0.2, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "UMAP,UMAP",
    "[2/6] k-means,[2/6] k-means",
    "[2/6] 1204 votes of 12.5 MB,[2/6] # votes of # MB",
    "epoch 3 of 10,epoch # of #",
    "ééééééééééééééééééééééé,éééééééééééééééééééé"
  })
  void aStageHasTheSameNameWhateverItCounts(String said, String name) {
    assertThat(Stage.nameOf(said)).isEqualTo(name);
  }

  @Test
  void theTextIsReadAsItWasWritten() {
    Usual usual =
        Usual.UNKNOWN.after(run(100, "[1/2] load", 10, "two words", 40)).after(run(90, "x", 9));

    assertThat(UsualText.read(UsualText.write(usual))).contains(usual);
  }

  @Test
  void theTextHasRoomInARegisterWhateverScriptsSay() {
    Usual usual = Usual.UNKNOWN;
    for (int runs = 0; runs < 30; runs++) {
      List<Run.Mark> marks =
          IntStream.range(0, 100)
              .mapToObj(at -> new Run.Mark((char) ('a' + at % 26) + "漢字".repeat(50), seconds(at)))
              .toList();
      usual = usual.after(new Run(Duration.ofDays(300), marks));
    }
    String text = UsualText.write(usual);

    assertThat(text.getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(Register.BYTES_MAX);
    assertThat(UsualText.read(text).orElseThrow().durations()).isEqualTo(usual.durations());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1 7", "2 7\n100", "1 x\n100", "1 7\n", "1 7\n100 x", "1 7\n5\n9 9"})
  void aTextOfAnotherFormIsNone(String text) {
    assertThat(UsualText.read(text)).isEmpty();
  }

  static Run run(int seconds, Object... marks) {
    List<Run.Mark> all =
        IntStream.range(0, marks.length / 2)
            .mapToObj(
                at -> new Run.Mark((String) marks[2 * at], seconds((Integer) marks[2 * at + 1])))
            .toList();
    return new Run(seconds(seconds), all);
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
