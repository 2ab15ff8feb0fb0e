package delphi.jobs.ops;

import java.util.HexFormat;

/**
 * Text of a stranger (a row, a script, another machine) on one line of ours: it cannot pass for
 * two, command a terminal, hide, or turn what stands beside it around.
 */
public final class Printable {
  private static final HexFormat HEX = HexFormat.of();

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

  /** The same for a text that is JSON: what it means stays as it is. */
  public static String json(String text) {
    if (text.codePoints().noneMatch(Printable::isUnsafeInJson)) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(point -> {
          if (isUnsafeInJson(point)) {
            for (char unit : Character.toChars(point)) {
              safe.append("\\u").append(HEX.toHexDigits(unit));
            }
          } else {
            safe.appendCodePoint(point);
          }
        });
    return safe.toString();
  }

  private static void append(int point, StringBuilder safe) {
    if (!isUnsafe(point)) {
      safe.appendCodePoint(point);
    } else if (Character.isBmpCodePoint(point)) {
      safe.append("\\u").append(HEX.toHexDigits((char) point));
    } else {
      safe.append("\\u{").append(Integer.toHexString(point)).append('}');
    }
  }

  /** The controls of ASCII are escaped in any JSON, or stand between its values. */
  private static boolean isUnsafeInJson(int point) {
    return point >= 0x7F && isUnsafe(point);
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
