package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseSettingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void theDefaultsAreTheProtocols() {
    assertThat(LeaseSettings.DEFAULT).isEqualTo(settings(120, 20, 30, 30, 20, 10));
    assertThat(LeaseSettings.DEFAULT.usable()).isEqualTo(SECOND.multipliedBy(90));
  }

  @Test
  void aLeaseOfAnyLengthKeepsTheProportions() {
    assertThat(LeaseSettings.ofLength(SECOND.multipliedBy(12)))
        .isEqualTo(settings(12, 2, 3, 3, 2, 1));
  }

  @Test
  void aHeartbeatThatIsTooRareIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(120, 40, 30, 30, 20, 10))
        .withMessageContaining("heartbeat");
  }

  @Test
  void aMarginOfHalfTheLeaseIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(120, 20, 60, 30, 20, 10))
        .withMessageContaining("margin");
  }

  @Test
  void marginsThatDoNotCoverTheErrorOfTheClocksAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(120, 20, 20, 29, 20, 10))
        .withMessageContaining("clock error");
    assertThat(settings(120, 20, 20, 30, 20, 10)).isNotNull();
  }

  private static LeaseSettings settings(
      int length, int heartbeat, int stopBefore, int waitAfter, int clockError, int killTime) {
    return new LeaseSettings(
        SECOND.multipliedBy(length),
        SECOND.multipliedBy(heartbeat),
        SECOND.multipliedBy(stopBefore),
        SECOND.multipliedBy(waitAfter),
        SECOND.multipliedBy(clockError),
        SECOND.multipliedBy(killTime));
  }
}
