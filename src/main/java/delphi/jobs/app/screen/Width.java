package delphi.jobs.app.screen;

/** How many columns of a terminal a text takes: two a letter of Chinese, or an emoji. */
public final class Width {
  /** First and last of what is wide, beside emoji. */
  private static final int[][] WIDE = {
    {0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xA960, 0xA97F}, {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF}, {0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD}
  };

  private static final String CUT = "…";

  private Width() {}

  public static int of(String text) {
    int columns = 0;
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      columns += of(point);
      at += Character.charCount(point);
    }
    return columns;
  }

  /** The text within so many columns; one that is too wide ends with an ellipsis. */
  public static String cut(String text, int columns) {
    return of(text) <= columns ? text : columns < 1 ? "" : beginning(text, columns - 1) + CUT;
  }

  /** The text with blanks behind it up to so many columns. */
  public static String padded(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - of(text)));
  }

  private static String beginning(String text, int columns) {
    int left = columns;
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      left -= of(point);
      if (left < 0) {
        break;
      }
      at += Character.charCount(point);
    }
    return text.substring(0, at);
  }

  private static int of(int point) {
    if (point < 0x300) {
      return 1;
    }
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(point) ? 2 : 1;
    };
  }

  private static boolean isWide(int point) {
    if (Character.isEmojiPresentation(point)) {
      return true;
    }
    for (int[] range : WIDE) {
      if (point >= range[0] && point <= range[1]) {
        return true;
      }
    }
    return false;
  }
}
