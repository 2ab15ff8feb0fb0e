package delphi.jobs.app.doctor;

import java.time.Duration;

/** How long, in words that are exact enough for a person. */
final class Span {
  private Span() {}

  static String of(Duration span) {
    long seconds = Math.abs(span.toSeconds());
    if (seconds >= 2 * 86_400) {
      return seconds / 86_400 + " days";
    }
    if (seconds >= 2 * 3_600) {
      return seconds / 3_600 + " h";
    }
    if (seconds >= 2 * 60) {
      return seconds / 60 + " min";
    }
    return seconds >= 2 ? seconds + " s" : span.abs().toMillis() + " ms";
  }
}
