package delphi.jobs.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimIdTest {
  private static final String TEXT = "12.0192f3c4-0000-7000-8000-00000000000b";

  @Test
  void itsTextIsReadBackAsTheSame() {
    ClaimId claimId = new ClaimId(12, UUID.fromString("0192f3c4-0000-7000-8000-00000000000b"));

    assertThat(claimId).hasToString(TEXT);
    assertThat(ClaimId.parse(TEXT)).isEqualTo(claimId);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "12",
        "12.",
        ".0192f3c4-0000-7000-8000-00000000000b",
        "twelve.0192f3c4-0000-7000-8000-00000000000b",
        "+12.0192f3c4-0000-7000-8000-00000000000b",
        "012.0192f3c4-0000-7000-8000-00000000000b",
        "12.0192F3C4-0000-7000-8000-00000000000B",
        "12.192f3c4-0-7000-8000-b",
        " 12.0192f3c4-0000-7000-8000-00000000000b",
        "12.0192f3c4-0000-7000-8000-00000000000b ",
        "99999999999999999999.0192f3c4-0000-7000-8000-00000000000b",
      })
  void anotherFormIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ClaimId.parse(text));
  }
}
