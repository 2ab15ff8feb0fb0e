package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.cost.Units;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long one waits for the units that one has used. */
class PaceTest {
  private Units used = Units.NONE;
  private final Pace pace = new Pace(10, () -> used, () -> 0);

  @Test
  void eachUnitHasItsTime() {
    used = new Units(2, 3);
    assertThat(pace.due(false)).isEqualTo(Duration.ofMillis(500));
    assertThat(pace.due(false)).as("nothing more was used").isZero();
    used = new Units(3, 3);
    assertThat(pace.due(false)).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void whileOthersHaveWorkToDoItTakesTenTimesAsLong() {
    used = new Units(2, 3);
    assertThat(pace.due(true)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void whereNothingIsCountedAStepIsFiveUnits() {
    assertThat(pace.due(false)).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void noStepStopsItForLong() {
    used = new Units(0, 90_000);
    assertThat(pace.due(true)).isEqualTo(Duration.ofMinutes(2));
  }
}
