package delphi.jobs.migration;

import java.util.regex.Pattern;

/** How a time in a row is written; each is the hand of another writer (CONTRACT §2). */
public enum TimeForm {
  UTC_Z("UTC as …Z", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z"),
  UTC_OFFSET("UTC as …+00:00", "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?\\+00:00"),
  OTHER_ZONE(
      "with another zone",
      "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?[+-]\\d\\d:\\d\\d"),
  LOCAL("local time without a zone", "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?"),
  NO_TIME("no time at all", "(?s).*");

  private final String words;

  @SuppressWarnings("ImmutableEnumChecker") // a pattern never changes
  private final Pattern pattern;

  TimeForm(String words, String pattern) {
    this.words = words;
    this.pattern = Pattern.compile(pattern);
  }

  /** The form of a text that is not empty. */
  static TimeForm of(String text) {
    for (TimeForm form : values()) {
      if (form.pattern.matcher(text.strip()).matches()) {
        return form;
      }
    }
    return NO_TIME;
  }

  @Override
  public String toString() {
    return words;
  }
}
