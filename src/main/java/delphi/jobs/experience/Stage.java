package delphi.jobs.experience;

import java.util.regex.Pattern;

/**
 * A stage that runs of a type go through.
 *
 * @param share of the whole run that is over when it begins, usually
 * @param seen in so many of the newest runs at least
 */
public record Stage(String name, double share, int seen) {
  /** As much of a name as is remembered. */
  static final int NAME_BYTES_MAX = 40;

  private static final Pattern NUMBER = Pattern.compile("\\d+([.,:]\\d+)*");
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}]+");
  private static final Pattern COUNTED = Pattern.compile("\\[\\d+/\\d+]");

  /**
   * The name under which a stage is known from one run to the next: its numbers are left out, for
   * {@code loading 1,204 votes} is the same stage with other votes; the place of {@code [2/6]}
   * stays.
   */
  static String nameOf(String said) {
    String text = UNFIT.matcher(said).replaceAll(" ").strip();
    var place = COUNTED.matcher(text);
    String before = place.lookingAt() ? place.group() : "";
    String rest = NUMBER.matcher(text.substring(before.length())).replaceAll("#");
    return cut(before + rest);
  }

  private static String cut(String name) {
    int bytes = 0;
    for (int at = 0; at < name.length(); ) {
      int point = name.codePointAt(at);
      bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (bytes > NAME_BYTES_MAX) {
        return name.substring(0, at);
      }
      at += Character.charCount(point);
    }
    return name;
  }
}
