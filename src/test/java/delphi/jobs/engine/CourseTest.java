package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.experience.Run;
import delphi.jobs.job.Progress;
import delphi.jobs.process.Lines;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is understood of how far a command is. */
class CourseTest {
  private final TurnableTime time = new TurnableTime();
  private final Course course = new Course(time);

  @Test
  void aLineOfOutputSaysHowFarItIs() {
    assertThat(course.lines(Lines.of("DELPHI_PROGRESS 0.4 \"UMAP\""))).isTrue();

    assertThat(course.news()).contains(new Progress("UMAP", 0.4));
    assertThat(course.news()).isEmpty();
  }

  @Test
  void aStageIsSeenInTheOutput() {
    assertThat(course.lines(Lines.of("[2/6] k-means"))).isTrue();

    assertThat(course.news()).contains(new Progress("[2/6] k-means", null));
    assertThat(course.lines(Lines.of("reading votes"))).isFalse();
  }

  @Test
  void aScriptThatSaysItIsNotInterpreted() {
    course.said(new Progress("UMAP", 0.4));
    course.news();

    assertThat(course.lines(Lines.of("[2/6] k-means"))).isFalse();
    assertThat(course.news()).isEmpty();
  }

  @Test
  void aMalformedLineIsToldOnce() {
    assertThat(course.isMisunderstood()).isFalse();
    course.lines(Lines.of("DELPHI_PROGRESS 40%"));

    assertThat(course.isMisunderstood()).isTrue();
    course.lines(Lines.of("DELPHI_PROGRESS 50%"));
    assertThat(course.isMisunderstood()).isFalse();
    assertThat(course.news()).isEmpty();
  }

  @Test
  void itIsRememberedWhenAStageBeganAndWhenAFractionWasSaid() {
    time.pass(Duration.ofSeconds(10));
    course.said(new Progress("UMAP", 0.1));
    time.pass(Duration.ofSeconds(10));
    course.said(new Progress("UMAP", 0.2));
    time.pass(Duration.ofSeconds(10));
    course.said(new Progress("save", null));

    assertThat(course.over(Duration.ofSeconds(40)))
        .isEqualTo(new Run(seconds(40), List.of(mark("UMAP", 10), mark("save", 30))));
    assertThat(course.times())
        .containsEntry(Course.STAGE_AT, TurnableTime.START.plusSeconds(30))
        .containsEntry(Course.PROGRESS_AT, TurnableTime.START.plusSeconds(20));
  }

  private static Run.Mark mark(String stage, int seconds) {
    return new Run.Mark(stage, seconds(seconds));
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
