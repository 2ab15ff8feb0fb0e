package delphi.jobs.store.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import delphi.jobs.job.Transition;
import delphi.jobs.store.SpooledEnd;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of a spooled end: comes back as it was, or not at all. */
class EndJsonTest {
  @ParameterizedTest
  @MethodSource("delphi.jobs.store.spool.Ends#ofEveryKind")
  void anEndOfEveryKindComesBackAsItWas(Transition.Noted end) {
    SpooledEnd kept = Ends.of(end);

    assertThat(EndJson.read(EndJson.write(kept))).isEqualTo(kept);
  }

  @Test
  void anEndIsSmall() {
    assertThat(EndJson.write(Ends.of(1)).length).isLessThan(700);
  }

  @Test
  void halfOfItIsNotRead() {
    byte[] whole = EndJson.write(Ends.of(1));

    for (int length = 0; length < whole.length - 1; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> EndJson.read(part)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aChangedLetterIsNoticed() {
    byte[] whole = EndJson.write(Ends.of(1));

    for (int at = 0; at < whole.length - 1; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> EndJson.read(changed)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "delphi-end 2 00000000\n{}\n",
        "delphi-end 1 \n",
        // The checksums are right; what they prove to be whole is something else.
        "delphi-end 1 297bd0aa\n{}\n",
      })
  void anotherFormIsRefusedInWords(String text) {
    assertThatThrownBy(() -> EndJson.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("it ");
  }
}
