package delphi.jobs.store.row;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

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

  private Stamp() {}

  public static String of(Instant time) {
    return FORM.format(time);
  }
}
