package delphi.jobs.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CauseTest {
  @ParameterizedTest
  @EnumSource(Cause.class)
  void eachIsKnownByItsWordAndSaysWhatItMeans(Cause cause) {
    assertThat(cause.word()).matches("[a-z0-9]+(_[a-z0-9]+)*");
    assertThat(Cause.of(cause.word())).contains(cause);
    assertThat(cause.words()).isNotBlank().doesNotEndWith(".");
  }

  @Test
  void aWordOfANewerVersionIsNone() {
    assertThat(Cause.of("sun_spots")).isEmpty();
  }
}
