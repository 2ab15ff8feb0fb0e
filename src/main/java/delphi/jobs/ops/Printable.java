package delphi.jobs.ops;

import java.util.Locale;

/**
 * Text of a stranger (a row, a script, another machine) on one line of ours: it cannot pass for
 * two, command a terminal, hide, or turn what stands beside it around.
 */
public final class Printable {
  private Printable() {}

  /** The text, with what is not to be printed as it is in the form {@code \u001b}. */
  public static String line(String text) {
    if (text.codePoints().noneMatch(Printable::isUnsafe)) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(point -> append(point, safe));
    return safe.toString();
  }

  private static void append(int point, StringBuilder safe) {
    if (isUnsafe(point)) {
      safe.append(String.format(Locale.ROOT, point > 0xFFFF ? "\\u{%x}" : "\\u%04x", point));
    } else {
      safe.appendCodePoint(point);
    }
  }

  /** Controls but the tab; formats (bidi, zero width, tags); line and paragraph ends; halves. */
  private static boolean isUnsafe(int point) {
    return point != '\t'
        && switch (Character.getType(point)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SURROGATE ->
              true;
          default -> false;
        };
  }
}
