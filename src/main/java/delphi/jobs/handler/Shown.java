package delphi.jobs.handler;

import java.util.regex.Pattern;

/** Texts of strangers, made fit for a sentence of ours: short, on one line, and quoted. */
final class Shown {
  private static final int CHARS_MAX = 60;

  /** Ends of lines, terminal sequences, marks that turn the reading direction, broken pairs. */
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]");

  private Shown() {}

  static String of(Object value) {
    return "'" + oneLine(value.toString(), CHARS_MAX) + "'";
  }

  /** The beginning of a text, without what could be mistaken for another line. */
  static String oneLine(String text, int charsMax) {
    String cut = text.length() <= charsMax ? text : text.substring(0, charsMax) + "…";
    return UNFIT.matcher(cut).replaceAll("?");
  }
}
