package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Something to look for in many lines. */
public final class Word {
  private final byte[] bytes;
  private final long letters;

  /** A text of at least one character, all of them ASCII. */
  public Word(String ascii) {
    this.bytes = ascii.getBytes(US_ASCII);
    this.letters = Letters.of(ascii);
  }

  /** Whether it is in a text, whose set of letters says so at once of most that it is not in. */
  boolean isIn(byte[] text, int from, int to, long itsLetters) {
    if ((itsLetters & letters) != letters) {
      return false;
    }
    int last = to - bytes.length;
    for (int at = from; at <= last; at++) {
      if (isAt(text, at)) {
        return true;
      }
    }
    return false;
  }

  boolean begins(byte[] text, int from, int to) {
    return to - from >= bytes.length && isAt(text, from);
  }

  private boolean isAt(byte[] text, int start) {
    for (int at = 0; at < bytes.length; at++) {
      if (text[start + at] != bytes[at]) {
        return false;
      }
    }
    return true;
  }
}
