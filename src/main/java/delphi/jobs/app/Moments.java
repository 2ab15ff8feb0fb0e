package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Spans;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Reads a time that somebody gives by a flag: absolute, or so long ago. */
final class Moments {
  private Moments() {}

  /** {@code 10m} and {@code -10m} are ten minutes ago. */
  static Instant of(String flag, String text, Instant now) {
    try {
      return now.minus(Spans.parse(text.startsWith("-") ? text.substring(1) : text));
    } catch (IllegalArgumentException noSpan) {
      return time(flag, text);
    }
  }

  private static Instant time(String flag, String text) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException noTime) {
      throw new Problem(
          Exit.USAGE,
          flag + " " + text,
          "it is neither a span nor a time",
          "Give a span like -10m, a day like 2026-11-22, or a time like 2026-11-22T10:00:00Z.",
          noTime);
    }
  }
}
