package delphi.jobs.diagnosis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A short name for failures that are the same: of the cause, the function of the program's own in
 * which it came up, and the deciding line without what differs from run to run. Numbers, ids,
 * addresses, times and files in folders for temporary things all count as the same.
 */
final class Fingerprint {
  private static final int DIGITS = 8;
  private static final int CHARS_MAX = 400;
  private static final int HEX_MIN = 6;
  private static final int ID_MIN = 12;

  private static final Pattern TEMPORARY =
      Pattern.compile("(?:/private)?/(?:tmp|var/tmp|var/folders|dev/shm)/[^\\s'\":,)\\]]*");
  private static final Pattern STARS = Pattern.compile("\\*{2,}");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private Fingerprint() {}

  static String of(Cause cause, String line, String function) {
    String text = cause.word() + '\n' + function + '\n' + normal(line);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /** What stays the same of a line. */
  static String normal(String line) {
    String cut = line.length() <= CHARS_MAX ? line : line.substring(0, CHARS_MAX);
    String plain = STARS.matcher(TEMPORARY.matcher(cut).replaceAll("<temporary>")).replaceAll("*");
    StringBuilder normal = new StringBuilder();
    int at = 0;
    while (at < plain.length()) {
      int end = at;
      while (end < plain.length() && isOfWord(plain.charAt(end))) {
        end++;
      }
      if (end == at) {
        normal.append(plain.charAt(at++));
      } else {
        appendWord(plain.substring(at, end), normal);
        at = end;
      }
    }
    return BLANKS.matcher(normal).replaceAll(" ").strip();
  }

  private static boolean isOfWord(char each) {
    return Character.isLetterOrDigit(each) || each == '_' || each == '-';
  }

  private static void appendWord(String word, StringBuilder normal) {
    if (isId(word)) {
      normal.append('#');
      return;
    }
    boolean afterDigit = false;
    for (int at = 0; at < word.length(); at++) {
      boolean digit = Character.isDigit(word.charAt(at));
      if (!digit) {
        normal.append(word.charAt(at));
      } else if (!afterDigit) {
        normal.append('#');
      }
      afterDigit = digit;
    }
  }

  /** Hexadecimal with a digit in it, or long and made of letters and several digits. */
  private static boolean isId(String word) {
    int digits = 0;
    int hex = 0;
    int joints = 0;
    for (int at = 0; at < word.length(); at++) {
      char each = word.charAt(at);
      if (Character.isDigit(each)) {
        digits++;
      }
      if (Character.digit(each, 16) >= 0) {
        hex++;
      }
      if (each == '-' || each == '_') {
        joints++;
      }
    }
    boolean isHex = digits > 0 && hex + joints == word.length() && word.length() >= HEX_MIN;
    boolean isAddress = digits > 0 && word.startsWith("0x");
    return isHex || isAddress || (digits > 2 && word.length() - joints >= ID_MIN);
  }
}
