package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Spans;
import java.time.Duration;

/** Reads values of flags that are no settings. */
final class Flag {
  private Flag() {}

  /** A span of time that may be nothing. */
  static Duration span(String flag, String text) {
    try {
      return Spans.parse(text);
    } catch (IllegalArgumentException refused) {
      throw new Problem(
          Exit.USAGE,
          flag + " " + text,
          String.valueOf(refused.getMessage()),
          "Give seconds, or a span like 500ms, 10s, 5m, 2h.",
          refused);
    }
  }

  /** A number between two bounds. */
  static int within(String flag, int number, int min, int max) {
    if (number < min || number > max) {
      throw new Problem(
          Exit.USAGE,
          flag + " " + number,
          "it is out of bounds",
          "Give a whole number from " + min + " to " + max + ".");
    }
    return number;
  }
}
