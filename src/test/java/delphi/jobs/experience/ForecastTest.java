package delphi.jobs.experience;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.experience.Estimate.Basis;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is concluded of the time that a job still takes. */
class ForecastTest {
  private static final Usual TEN_TO_FIFTY =
      Usual.UNKNOWN
          .after(UsualTest.run(10))
          .after(UsualTest.run(20))
          .after(UsualTest.run(30))
          .after(UsualTest.run(40))
          .after(UsualTest.run(50));

  private static final Usual STAGES =
      Usual.UNKNOWN
          .after(UsualTest.run(100, "load", 0, "fit", 20, "save", 80))
          .after(UsualTest.run(100, "load", 0, "fit", 20, "save", 80));

  @Test
  void withoutAnEarlierRunNothingIsConcluded() {
    assertThat(Forecast.of(Usual.UNKNOWN, silent(5))).isEmpty();
  }

  @Test
  void aSilentJobIsComparedWithThoseThatTookLongerThanItHasRun() {
    Estimate atFirst = Forecast.of(TEN_TO_FIFTY, silent(0)).orElseThrow();
    Estimate later = Forecast.of(TEN_TO_FIFTY, silent(35)).orElseThrow();

    assertThat(atFirst.left()).isEqualTo(seconds(30));
    assertThat(atFirst.least()).isEqualTo(seconds(10));
    assertThat(atFirst.most()).isEqualTo(seconds(50));
    assertThat(later.left()).isEqualTo(seconds(5));
    assertThat(later.most()).isEqualTo(seconds(15));
    assertThat(later.basis()).isEqualTo(Basis.DURATIONS);
  }

  @Test
  void whoRunsLongerThanAllOthersIsLate() {
    assertThat(Forecast.of(TEN_TO_FIFTY, silent(51)).orElseThrow().isLate()).isTrue();
    assertThat(Forecast.of(TEN_TO_FIFTY, silent(49)).orElseThrow().isLate()).isFalse();
  }

  @Test
  void aStageThatIsReachedLateMakesTheWholeLonger() {
    Estimate estimate = Forecast.of(STAGES, at(160, "save", 160, null, 0)).orElseThrow();

    assertThat(estimate.basis()).isEqualTo(Basis.STAGES);
    assertThat(estimate.left()).isEqualTo(seconds(40));
  }

  @Test
  void aStageThatShouldHaveBegunAndHasNotMakesTheWholeLonger() {
    Estimate inTime = Forecast.of(STAGES, at(79, "fit", 20, null, 0)).orElseThrow();
    Estimate slow = Forecast.of(STAGES, at(160, "fit", 20, null, 0)).orElseThrow();

    assertThat(inTime.left()).isEqualTo(seconds(21));
    assertThat(slow.left()).isEqualTo(seconds(40));
  }

  @Test
  void aFractionTellsWithoutAnyEarlierRun() {
    Estimate estimate = Forecast.of(Usual.UNKNOWN, at(30, "x", null, 0.25, 25)).orElseThrow();

    assertThat(estimate.basis()).isEqualTo(Basis.PROGRESS);
    assertThat(estimate.left()).isEqualTo(seconds(70));
    assertThat(estimate.least()).isLessThan(seconds(70));
    assertThat(estimate.most()).isGreaterThan(seconds(70));
  }

  @Test
  void theLaterOfStageAndFractionCounts() {
    assertThat(Forecast.of(STAGES, at(50, "fit", 20, 0.5, 50)).orElseThrow().basis())
        .isEqualTo(Basis.PROGRESS);
    assertThat(Forecast.of(STAGES, at(50, "fit", 20, 0.9, 20)).orElseThrow().basis())
        .isEqualTo(Basis.STAGES);
  }

  @Test
  void aJobThatShouldHaveEndedByItsOwnSpeedHasSomeTimeLeftWhileOthersTookLonger() {
    assertThat(Forecast.of(STAGES, at(60, null, null, 0.9, 20)).orElseThrow().left()).isPositive();
  }

  @Test
  void whatAJobSaysAtItsVeryBeginningTellsNothing() {
    assertThat(Forecast.of(Usual.UNKNOWN, at(30, null, null, 0.01, 1))).isEmpty();
    assertThat(Forecast.of(STAGES, at(10, "load", 0, null, 0)).orElseThrow().basis())
        .isEqualTo(Basis.DURATIONS);
  }

  @Test
  void nearerToTheEndAnEstimateIsMoreExact() {
    Estimate early = Forecast.of(Usual.UNKNOWN, at(25, null, null, 0.25, 25)).orElseThrow();
    Estimate late = Forecast.of(Usual.UNKNOWN, at(75, null, null, 0.75, 75)).orElseThrow();

    assertThat(range(late)).isLessThan(range(early).dividedBy(2));
  }

  @Test
  void nothingIsLeftOfAJobThatIsFurtherThanItsEnd() {
    Estimate estimate = Forecast.of(Usual.UNKNOWN, at(30, null, null, 1.0, 20)).orElseThrow();

    assertThat(estimate.left()).isZero();
    assertThat(estimate.least()).isZero();
  }

  private static Duration range(Estimate estimate) {
    return estimate.most().minus(estimate.least());
  }

  private static Situation silent(int seconds) {
    return Situation.silent(seconds(seconds));
  }

  private static Situation at(
      int elapsed,
      @Nullable String stage,
      @Nullable Integer since,
      @Nullable Double done,
      int said) {
    return new Situation(
        seconds(elapsed),
        stage,
        since == null ? null : seconds(since),
        done,
        done == null ? null : seconds(said));
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
