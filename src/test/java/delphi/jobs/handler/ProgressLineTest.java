package delphi.jobs.handler;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.Progress;
import delphi.jobs.process.Lines;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The line of output that says how far a script is. */
class ProgressLineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "DELPHI_PROGRESS 0.4 \"UMAP\" | 0.4 | UMAP",
        "DELPHI_PROGRESS 0.4          | 0.4 |",
        "DELPHI_PROGRESS  1  \"a b\"  | 1   | a b",
        "DELPHI_PROGRESS 0            | 0   |",
        "DELPHI_PROGRESS .25          | 0.25|",
        "DELPHI_PROGRESS 1.000        | 1   |",
        "DELPHI_PROGRESS 0.5 \"é 🙂\" | 0.5 | é 🙂"
      })
  void aLineSaysAFractionAndPerhapsAStage(String line, double done, @Nullable String stage) {
    assertThat(ProgressLine.read(Lines.of(line), 0)).contains(new Progress(stage, done));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELPHI_PROGRESS",
        "DELPHI_PROGRESS UMAP",
        "DELPHI_PROGRESS 1.1",
        "DELPHI_PROGRESS -0.1",
        "DELPHI_PROGRESS 40%",
        "DELPHI_PROGRESS 0,4",
        "DELPHI_PROGRESS 1e0",
        "DELPHI_PROGRESS NaN",
        "DELPHI_PROGRESS 0.12345678901",
        "DELPHI_PROGRESS 0.4 UMAP",
        "DELPHI_PROGRESS 0.4 \"\"",
        "DELPHI_PROGRESS 0.4 \"UMAP\" and more",
        "DELPHI_PROGRESS 0.4 \"a\"b\"",
        "DELPHI_PROGRESS 0.4\"UMAP\"",
        "DELPHI_PROGRESS 0.4 \"a\u001bb\"",
        "DELPHI_PROGRESS_0.4"
      })
  void whatIsNotOfTheFormSaysNothing(String line) {
    assertThat(ProgressLine.isMeant(Lines.of(line), 0)).isTrue();
    assertThat(ProgressLine.read(Lines.of(line), 0)).isEmpty();
  }

  @Test
  void anEndlessStageSaysNothing() {
    String line = "DELPHI_PROGRESS 0.4 \"" + "x".repeat(101) + "\"";

    assertThat(ProgressLine.read(Lines.of(line), 0)).isEmpty();
    assertThat(ProgressLine.read(Lines.of("DELPHI_PROGRESS" + " ".repeat(600) + "1"), 0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"at DELPHI_PROGRESS 0.4", " DELPHI_PROGRESS 0.4", "delphi_progress 0.4", ""})
  void aLineThatOnlyMentionsItIsNotMeant(String line) {
    assertThat(ProgressLine.isMeant(Lines.of(line), 0)).isFalse();
  }
}
