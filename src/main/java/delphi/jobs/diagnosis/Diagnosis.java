package delphi.jobs.diagnosis;

import org.jspecify.annotations.Nullable;

/**
 * What decided that a process failed.
 *
 * @param line the line that decided it; null when none did, as when its time was over
 * @param fingerprint eight hexadecimal digits: the same for failures of the same kind at the same
 *     place, whatever ids, times, addresses and counts stand in them
 * @param rule the name of what recognised it, for whoever wonders
 */
public record Diagnosis(Cause cause, @Nullable Line line, String fingerprint, String rule) {
  /** A line, and where it stands. */
  public record Line(String text, long number, Stream stream) {}

  /** What decided it, by all that there is. Takes time in proportion to what was said. */
  public static Diagnosis of(Evidence evidence) {
    return Examination.of(evidence);
  }

  /** Whether the line is only the last of standard error, because nothing better was found. */
  public boolean isGuess() {
    return rule.equals(Examination.LAST_WORD);
  }

  /**
   * Whether this is the line that was found.
   *
   * @param said as it stands in a log
   * @param found the text of the line that was found, or its beginning
   */
  public static boolean isLine(String said, String found) {
    String beginning = found.endsWith("…") ? found.substring(0, found.length() - 1) : found;
    return !beginning.isEmpty()
        && Spoken.of(Stream.STDERR, 0, said).text().strip().startsWith(beginning);
  }

  /** In one sentence, to be read after what has failed. */
  public String sentence() {
    String words = cause.words();
    String place =
        line == null ? "" : " (line " + line.number() + " of " + line.stream().word() + ")";
    return Character.toUpperCase(words.charAt(0)) + words.substring(1) + place + ".";
  }
}
