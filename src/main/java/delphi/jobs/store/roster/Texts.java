package delphi.jobs.store.roster;

/** Keeps what a record says within its bounds. */
final class Texts {
  private Texts() {}

  /** At most so many characters, and no half of one. */
  static String cut(String text, int charsMax) {
    if (text.length() <= charsMax) {
      return text;
    }
    int end = charsMax - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
