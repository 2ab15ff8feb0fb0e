package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Sets of the ASCII letters in a text, as bits of a long. They are made in the one look that each
 * byte of a stream gets, and say of most lines at once what is not in them.
 */
final class Letters {
  /** In the set of a text with a byte that is not printable ASCII, nor a tab. */
  static final long OTHER = 1L << 63;

  private static final long[] OF_BYTE = ofEachByte();

  private Letters() {}

  static long of(byte one) {
    return OF_BYTE[one & 0xFF];
  }

  static long of(byte[] bytes, int from, int to) {
    long letters = 0;
    for (int at = from; at < to; at++) {
      letters |= OF_BYTE[bytes[at] & 0xFF];
    }
    return letters;
  }

  static long of(String ascii) {
    byte[] bytes = ascii.getBytes(US_ASCII);
    return of(bytes, 0, bytes.length);
  }

  /** Blanks, digits and most punctuation are in no set: nobody looks for them alone. */
  private static long[] ofEachByte() {
    long[] sets = new long[256];
    for (int value = 0; value < sets.length; value++) {
      boolean plain = value == '\t' || (value >= ' ' && value < 0x7F);
      sets[value] = !plain ? OTHER : value >= '@' ? 1L << (value - '@') : 0;
    }
    return sets;
  }
}
