package delphi.jobs.store.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form in which we write times; the short way of reading it agrees with the general one. */
class StampTest {
  @Test
  void whatIsWrittenIsRead() {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      Instant time =
          Instant.ofEpochSecond(
              random.nextLong(4_000_000_000L), random.nextInt(1_000_000) * 1_000L);
      assertThat(Stamp.read(Stamp.of(time))).contains(time);
    }
    assertThat(Stamp.read(Stamp.NEVER)).contains(Instant.parse("9999-12-31T23:59:59Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-22T00:19:56.374Z",
        "2026-11-22T00:19:56.374000+01:00",
        "2026-11-22 00:19:56.374000+00:00",
        "2026-11-22T00:19:56,374000+00:00",
        "2026-13-22T00:19:56.374000+00:00",
        "2026-02-29T00:19:56.374000+00:00",
        "2026-11-22T24:19:56.374000+00:00",
        "2026-11-22T00:19:60.374000+00:00",
        "2026-11-22T00:19:56.37400x+00:00",
        "2026-11-22T00:19:5६.374000+00:00"
      })
  void anyOtherTextIsLeftToTheGeneralWay(String text) {
    assertThat(Stamp.read(text)).isEmpty();
  }

  @Test
  void bothWaysAgreeOnEveryTextThatIsNearlyOurs() {
    Random random = new Random(11);
    TimeDialects dialects = new TimeDialects(ZoneOffset.UTC);
    String good = "2026-11-22T00:19:56.374000+00:00";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(good);
      text.setCharAt(
          random.nextInt(good.length()), "0123456789-:T.+Z x".charAt(random.nextInt(18)));
      Stamp.read(text.toString())
          .ifPresent(time -> assertThat(dialects.slowly(text.toString())).contains(time));
    }
  }
}
