package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration MOST = Duration.ofSeconds(15);

  private final Random random = new Random(9);

  @Test
  void fullJitterLiesAnywhereUnderACapThatDoubles() {
    assertThat(IntStream.range(0, 300).mapToObj(_ -> Backoff.fullJitter(FIRST, MOST, 3, random)))
        .allMatch(wait -> wait.isPositive() && wait.compareTo(FIRST.multipliedBy(4)) <= 0)
        .anyMatch(wait -> wait.compareTo(FIRST) < 0)
        .anyMatch(wait -> wait.compareTo(FIRST.multipliedBy(3)) > 0);
  }

  @Test
  void noTryEverWaitsLongerThanTheMost() {
    assertThat(
            IntStream.of(1, 10, 100, 1_000, Integer.MAX_VALUE)
                .mapToObj(tries -> Backoff.fullJitter(FIRST, MOST, tries, random)))
        .allMatch(wait -> wait.compareTo(MOST) <= 0);
  }
}
