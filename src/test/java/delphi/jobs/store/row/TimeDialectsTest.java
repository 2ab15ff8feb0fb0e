package delphi.jobs.store.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeDialectsTest {
  private final TimeDialects inBerlin = new TimeDialects(ZoneId.of("Europe/Berlin"));

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T00:19:56.374Z, 2026-11-22T00:19:56.374Z",
    "2026-11-22T00:19:56Z, 2026-11-22T00:19:56Z",
    "2026-11-22T00:19:56.374123+00:00, 2026-11-22T00:19:56.374123Z",
    "2026-11-22T00:19:56+00:00, 2026-11-22T00:19:56Z",
    "2026-11-22T00:19:56.000001+00:00, 2026-11-22T00:19:56.000001Z",
    "2026-11-22T02:19:56.5+02:00, 2026-11-22T00:19:56.5Z",
    "2026-11-22T00:19:56.374123, 2026-11-21T23:19:56.374123Z",
    "2026-07-22T00:19:56, 2026-07-21T22:19:56Z",
    "2026-11-22 00:19:56.374123+00:00, 2026-11-22T00:19:56.374123Z",
    "'  2026-11-22T00:19:56Z ', 2026-11-22T00:19:56Z",
    "9999-12-31T23:59:59.000000+00:00, 9999-12-31T23:59:59Z",
  })
  void everyDialectNamesTheSameTime(String text, Instant time) {
    assertThat(inBerlin.read(text)).contains(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "T",
        "none",
        "yesterday",
        "2026-11-22",
        "2026-02-30T00:00:00Z",
        "2026-11-22T24:00:00Z",
        "2026-11-22T00:19:60Z",
        "2026-11-22T00:19:56Z and more",
        "2026-11-22T00:19:56+25:00",
        "+999999999-12-31T23:59:59Z",
        "-2026-11-22T00:19:56Z",
        "1763770796",
        "2026-11-22T00:19:56\u0000",
      })
  void whatNamesNoTimeIsEmpty(String text) {
    assertThat(inBerlin.read(text)).isEmpty();
  }

  @Test
  void aNaiveTimeThatExistsTwiceIsTheEarlierOne() {
    assertThat(inBerlin.read("2026-10-25T02:30:00"))
        .contains(Instant.parse("2026-10-25T00:30:00Z"));
  }

  @Test
  void aNaiveTimeThatNeverWasIsMovedByTheGap() {
    assertThat(inBerlin.read("2026-03-29T02:30:00"))
        .contains(Instant.parse("2026-03-29T01:30:00Z"));
  }

  @Test
  void ourOwnFormIsRead() {
    Instant time = Instant.parse("2026-11-22T00:19:56.100200Z");
    assertThat(inBerlin.read(Stamp.of(time))).contains(time);
  }
}
