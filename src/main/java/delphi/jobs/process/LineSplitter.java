package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Cuts a stream of bytes into lines. Works on bytes, so that a character which arrives in two reads
 * is whole again, and holds at most one line of the given size, however long the sender's may be.
 */
final class LineSplitter {

  /** Hears each line. */
  interface Lines {
    /**
     * One line, as soon as its end has come.
     *
     * @param text the line without its end; what is not UTF-8 is replaced
     * @param bytes how many bytes of the stream are in the text
     * @param bytesDropped how many more the line had
     */
    void line(String text, int bytes, long bytesDropped);
  }

  private static final int FIRST_SIZE = 256;

  private final int bytesMax;
  private final Lines lines;
  private byte[] line;
  private int length;
  private long dropped;
  private byte last;

  LineSplitter(int bytesMax, Lines lines) {
    this.bytesMax = bytesMax;
    this.lines = lines;
    this.line = new byte[Math.min(FIRST_SIZE, bytesMax)];
  }

  /** Takes the first {@code count} bytes. */
  void feed(byte[] bytes, int count) {
    int from = 0;
    for (int at = 0; at < count; at++) {
      if (bytes[at] == '\n') {
        append(bytes, from, at);
        endLine();
        from = at + 1;
      }
    }
    append(bytes, from, count);
  }

  /** The stream is over: what has come since the last line end is a line too. */
  void end() {
    if (length > 0 || dropped > 0) {
      tell();
    }
  }

  /** Forgets the line that has not ended yet. */
  void forget() {
    length = 0;
    dropped = 0;
    last = 0;
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
    tell();
  }

  private void tell() {
    if (dropped > 0) {
      int whole = wholeCharacters();
      dropped += length - whole;
      length = whole;
    }
    lines.line(new String(line, 0, length, UTF_8), length, dropped);
    forget();
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
