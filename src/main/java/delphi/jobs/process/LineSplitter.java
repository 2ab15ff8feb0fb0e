package delphi.jobs.process;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts a stream of bytes into lines. Works on bytes, so that a character which arrives in two reads
 * is whole again, and holds at most one line of the given size, however long the sender's may be.
 *
 * <p>Looks at each byte once, and tells lines where they lie, many at a time: whoever floods us is
 * a hundred times as fast as one call, one lock, and one text a line. Only a line that comes in
 * more than one read, or is too long, is copied.
 */
final class LineSplitter {
  private static final int FIRST_SIZE = 256;

  private final int bytesMax;
  private final Redaction redaction;
  private final Consumer<Lines> listener;
  private final Lines lines = new Lines();
  private byte[] line;
  private int length;
  private long letters;
  private long dropped;
  private byte last;

  /**
   * A splitter at the beginning of a stream.
   *
   * @param bytesMax how much of a line is told; the rest is counted
   * @param redaction what nobody may hear
   * @param listener hears the lines, without their ends, as soon as these have come
   */
  LineSplitter(int bytesMax, Redaction redaction, Consumer<Lines> listener) {
    this.bytesMax = bytesMax;
    this.redaction = redaction;
    this.listener = listener;
    this.line = new byte[Math.min(FIRST_SIZE, bytesMax)];
  }

  /**
   * Takes the first {@code count} bytes, and tells the lines that end in them. Writes over secrets
   * among these bytes.
   */
  void feed(byte[] bytes, int count) {
    redaction.hide(bytes, 0, count);
    int from = 0;
    int end = endOfLine(bytes, from, count);
    while (end < count) {
      if (length == 0 && dropped == 0 && end - from <= bytesMax) {
        tellInPlace(bytes, from, end);
      } else {
        append(bytes, from, end);
        endLine();
      }
      from = end + 1;
      end = endOfLine(bytes, from, count);
    }
    append(bytes, from, count);
    tell();
  }

  /** The stream is over: what has come since the last line end is a line too. */
  void end() {
    if (length > 0 || dropped > 0) {
      tellCopied();
    }
  }

  /** Forgets the line that has not ended yet. */
  void forget() {
    length = 0;
    letters = 0;
    dropped = 0;
    last = 0;
  }

  private int endOfLine(byte[] bytes, int from, int to) {
    long seen = letters;
    int at = from;
    while (at < to && bytes[at] != '\n') {
      seen |= Letters.of(bytes[at]);
      at++;
    }
    letters = seen;
    return at;
  }

  private void tellInPlace(byte[] bytes, int from, int end) {
    if (end > from && bytes[end - 1] == '\r') {
      lines.add(bytes, from, end - 1, Letters.of(bytes, from, end - 1), 0);
    } else {
      lines.add(bytes, from, end, letters, 0);
    }
    letters = 0;
    if (lines.isFull()) {
      tell();
    }
  }

  private void append(byte[] bytes, int from, int to) {
    if (from == to) {
      return;
    }
    int kept = Math.min(to - from, bytesMax - length);
    if (length + kept > line.length) {
      line = Arrays.copyOf(line, Math.clamp(2L * line.length, length + kept, bytesMax));
    }
    System.arraycopy(bytes, from, line, length, kept);
    length += kept;
    dropped += to - from - kept;
    last = bytes[to - 1];
  }

  private void endLine() {
    if (last == '\r') {
      // It belongs to the line's end, whether it had still found room or not.
      if (dropped > 0) {
        dropped--;
      } else {
        length--;
      }
    }
    tellCopied();
  }

  private void tellCopied() {
    tell();
    // Once more, now that what came in several pieces is in one.
    redaction.hide(line, 0, length);
    if (dropped > 0) {
      redaction.hideCut(line, length);
      int whole = wholeCharacters();
      dropped += length - whole;
      length = whole;
    }
    lines.add(line, 0, length, Letters.of(line, 0, length), dropped);
    forget();
    tell();
  }

  private void tell() {
    if (lines.count() > 0) {
      listener.accept(lines);
      lines.clear();
    }
  }

  /** The length without a character at the end that the cut has torn. */
  private int wholeCharacters() {
    for (int back = 1; back <= Math.min(3, length); back++) {
      int lead = line[length - back] & 0xFF;
      boolean continues = (lead & 0xC0) == 0x80;
      if (!continues) {
        int size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        return size > back ? length - back : length;
      }
    }
    return length;
  }
}
