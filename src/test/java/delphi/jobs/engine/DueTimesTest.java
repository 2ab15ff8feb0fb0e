package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DueTimesTest {
  private static final Instant NOW = TurnableTime.START;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final DueTimes times = new DueTimes();

  @Test
  void aJobIsTakenOutWhenItIsDueAndOnlyOnce() {
    times.park("soon", NOW.plusSeconds(5));
    times.park("later", NOW.plusSeconds(50));

    assertThat(times.takeDue(NOW, 10)).isEmpty();
    assertThat(times.takeDue(NOW.plusSeconds(5), 10)).containsExactly("soon");
    assertThat(times.takeDue(NOW.plusSeconds(5), 10)).isEmpty();
  }

  @Test
  void theNextWaitEndsWhenTheNextJobIsDue() {
    assertThat(times.untilNext(NOW, MINUTE)).isEqualTo(MINUTE);

    times.park("soon", NOW.plusSeconds(5));

    assertThat(times.untilNext(NOW, MINUTE)).isEqualTo(Duration.ofSeconds(5));
    assertThat(times.untilNext(NOW.plusSeconds(9), MINUTE)).isZero();
  }

  @Test
  void noMoreAreTakenThanAskedFor() {
    times.park("a", NOW);
    times.park("b", NOW);

    assertThat(times.takeDue(NOW, 1)).hasSize(1);
    assertThat(times.takeDue(NOW, 1)).hasSize(1);
  }
}
