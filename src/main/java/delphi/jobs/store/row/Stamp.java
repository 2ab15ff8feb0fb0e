package delphi.jobs.store.row;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The form in which we write times: UTC, always six digits of a second, always {@code +00:00}.
 *
 * <p>Other pollers compare {@code lock_expires_at} as text with times of this form, so the form is
 * part of the protocol; {@link Instant#toString()} drops trailing zeros and would sort wrongly.
 */
public final class Stamp {
  /** Later than any time that anybody compares with; the lock of a held job. */
  public static final String NEVER = "9999-12-31T23:59:59.000000+00:00";

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'").withZone(ZoneOffset.UTC);

  private static final String PATTERN = "0000-00-00T00:00:00.000000";
  private static final int DIGITS = PATTERN.length();
  private static final String ZONE = "+00:00";
  private static final int LENGTH = DIGITS + ZONE.length();

  private Stamp() {}

  public static String of(Instant time) {
    return FORM.format(time);
  }

  /**
   * The time that a text of exactly this form names; empty for any other text. The same as the
   * general way of {@link TimeDialects}, in a tenth of its time: rows are full of our own times.
   */
  static Optional<Instant> read(String text) {
    if (text.length() != LENGTH || !text.endsWith(ZONE)) {
      return Optional.empty();
    }
    for (int place = 0; place < DIGITS; place++) {
      char mark = PATTERN.charAt(place);
      char found = text.charAt(place);
      if (mark == '0' ? found < '0' || found > '9' : found != mark) {
        return Optional.empty();
      }
    }
    try {
      LocalDateTime time =
          LocalDateTime.of(
              number(text, 0, 4),
              number(text, 5, 7),
              number(text, 8, 10),
              number(text, 11, 13),
              number(text, 14, 16),
              number(text, 17, 19),
              number(text, 20, DIGITS) * 1_000);
      return Optional.of(time.toInstant(ZoneOffset.UTC));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int place = from; place < to; place++) {
      number = number * 10 + (text.charAt(place) - '0');
    }
    return number;
  }
}
