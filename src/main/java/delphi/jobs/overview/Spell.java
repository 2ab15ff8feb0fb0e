package delphi.jobs.overview;

import delphi.jobs.experience.Estimate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Spans of time, short and of even width: {@code 42s}, {@code 4m10s}, {@code 3h05m}, {@code 2d04h}.
 */
public final class Spell {
  private Spell() {}

  /** {@code -} for none. */
  public static String of(@Nullable Duration span) {
    if (span == null) {
      return "-";
    }
    if (span.toMinutes() == 0) {
      return span.toSeconds() + "s";
    }
    if (span.toHours() == 0) {
      return span.toMinutes() + "m" + two(span.toSecondsPart()) + "s";
    }
    return span.toDays() == 0
        ? span.toHours() + "h" + two(span.toMinutesPart()) + "m"
        : span.toDays() + "d" + two(span.toHoursPart()) + "h";
  }

  /** What is left: {@code ~4m10s (3m–6m)}, the range left out where it says nothing more. */
  public static String left(@Nullable Estimate estimate) {
    if (estimate == null) {
      return "-";
    }
    if (estimate.isLate()) {
      return "late";
    }
    String left = "~" + rounded(estimate.left());
    String range = rounded(estimate.least()) + "–" + rounded(estimate.most());
    return estimate.least().equals(estimate.most()) ? left : left + " (" + range + ")";
  }

  /** To what an estimate is good for. */
  private static String rounded(Duration span) {
    long seconds = span.toSeconds();
    if (seconds < 10) {
      return seconds + "s";
    }
    if (seconds < 90) {
      return (seconds + 2) / 5 * 5 + "s";
    }
    if (seconds < 90 * 60) {
      return (seconds + 30) / 60 + "m";
    }
    return seconds / 3_600 + "h" + two((int) (seconds % 3_600 / 60)) + "m";
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
