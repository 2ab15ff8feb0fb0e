package delphi.jobs.store.chronicle;

/** How long texts of a chronicle may be: an item of it is to cost one unit. */
final class Texts {
  static final int NAME_MAX = 120;
  static final int REASON_MAX = 300;
  static final int FACT_MAX = 4_000;

  private Texts() {}

  /** The beginning of a text that is too long. */
  static String shortened(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
    return text.substring(0, end) + "…";
  }
}
