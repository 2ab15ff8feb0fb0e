package delphi.jobs.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as text: ISO-8601 in UTC for programs, relative for people. */
public final class Times {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Times() {}

  public static String iso(Instant time) {
    return ISO.format(time);
  }

  /** {@code 5m ago}, {@code in 20s}, {@code now}. */
  public static String relative(Instant time, Instant now) {
    Duration ago = Duration.between(time.truncatedTo(ChronoUnit.SECONDS), now);
    if (ago.abs().compareTo(Duration.ofSeconds(1)) < 0) {
      return "now";
    }
    return ago.isNegative() ? "in " + rough(ago.negated()) : rough(ago) + " ago";
  }

  /** A span in its largest unit: {@code 42s}, {@code 5m}, {@code 3h}, {@code 12d}. */
  private static String rough(Duration span) {
    if (span.toDays() > 0) {
      return span.toDays() + "d";
    }
    if (span.toHours() > 0) {
      return span.toHours() + "h";
    }
    return span.toMinutes() > 0 ? span.toMinutes() + "m" : span.toSeconds() + "s";
  }

  /** A span to the tenth of a second, then in two units: {@code 3.2s}, {@code 4m 10s}. */
  public static String span(@Nullable Duration span) {
    if (span == null) {
      return "-";
    }
    if (span.compareTo(Duration.ofMinutes(1)) < 0) {
      return span.toSeconds() + "." + span.toMillisPart() / 100 + "s";
    }
    return span.toHours() > 0
        ? span.toHours() + "h " + span.toMinutesPart() + "m"
        : span.toMinutes() + "m " + span.toSecondsPart() + "s";
  }
}
