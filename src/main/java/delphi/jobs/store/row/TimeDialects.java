package delphi.jobs.store.row;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the times of every writer of the table (CONTRACT §2): {@code 2026-11-22T00:19:56.374Z}, the
 * same with {@code +00:00} and microseconds, and local time without a zone.
 */
final class TimeDialects {
  private static final int AFTER_YEAR = 4;
  private static final int AFTER_DATE = 10;

  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT)
          .withChronology(IsoChronology.INSTANCE);

  private final ZoneId naiveZone;

  /**
   * @param naiveZone the zone of times that were written without one; where its clocks were turned
   *     back and a time exists twice, the earlier one is meant
   */
  TimeDialects(ZoneId naiveZone) {
    this.naiveZone = naiveZone;
  }

  /** The time that a text names; empty when it names none. */
  Optional<Instant> read(String text) {
    Optional<Instant> ours = Stamp.read(text);
    if (ours.isPresent()) {
      return ours;
    }
    return slowly(text);
  }

  /** In whatever dialect it is. */
  Optional<Instant> slowly(String text) {
    String form = withLetterT(text.strip());
    if (!hasYearOfFourDigits(form)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          switch (FORM.parseBest(form, OffsetDateTime::from, LocalDateTime::from)) {
            case OffsetDateTime fixed -> fixed.toInstant();
            case LocalDateTime naive -> naive.atZone(naiveZone).toInstant();
            case Object other -> throw new AssertionError(other);
          });
    } catch (DateTimeParseException noTime) {
      return Optional.empty();
    }
  }

  /** Later years would overflow as soon as somebody adds a time-out to them. */
  private static boolean hasYearOfFourDigits(String form) {
    return form.length() > AFTER_YEAR && form.charAt(AFTER_YEAR) == '-';
  }

  /** Some writers print a time with a space in its middle. */
  private static String withLetterT(String text) {
    boolean spaced = text.length() > AFTER_DATE && text.charAt(AFTER_DATE) == ' ';
    return spaced ? text.substring(0, AFTER_DATE) + 'T' + text.substring(AFTER_DATE + 1) : text;
  }
}
