package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.IntSummaryStatistics;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often a renewal is tried again whose answer did not come. */
class RenewalTest {
  private static final Duration HEARTBEAT = Duration.ofSeconds(20);
  private static final Duration USABLE = Duration.ofSeconds(90);

  private final Random random = new Random(1);

  @Test
  void aMinuteOfSilenceHasAtMostTwiceTheRenewalsOfAGoodOne() {
    Duration minute = Duration.ofMinutes(1);
    IntSummaryStatistics tries =
        IntStream.range(0, 1_000)
            .map(_ -> triesIn(minute.minusMillis(random.nextInt(20_000))))
            .summaryStatistics();

    double good = (double) minute.toMillis() / HEARTBEAT.toMillis();
    assertThat(tries.getAverage()).isLessThanOrEqualTo(2 * good);
    assertThat(tries.getMin()).isGreaterThanOrEqualTo(4);
    assertThat(tries.getMax()).isLessThanOrEqualTo(8);
  }

  @Test
  void theNearerTheEndTheMoreOftenAndNeverWithoutAPause() {
    for (int run = 0; run < 500; run++) {
      Duration left = Duration.ofSeconds(8);
      assertThat(Renewal.pause(HEARTBEAT, left, 9, random)).isEqualTo(Duration.ofSeconds(4));
      assertThat(Renewal.pause(HEARTBEAT, Duration.ZERO, 9, random))
          .isEqualTo(Duration.ofSeconds(2));
    }
  }

  /** From the first try of a renewal that is due one heartbeat after the one before. */
  private int triesIn(Duration silence) {
    Duration passed = Duration.ZERO;
    int tries = 0;
    while (passed.compareTo(silence) < 0) {
      tries++;
      Duration left = USABLE.minus(HEARTBEAT).minus(passed);
      passed = passed.plus(Renewal.pause(HEARTBEAT, left, tries, random));
    }
    return tries;
  }
}
