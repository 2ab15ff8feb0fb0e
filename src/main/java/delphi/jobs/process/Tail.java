package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The newest lines of one stream, as many as the limits allow, and an exact count of the others.
 * They lie in a ring of bytes, which grows up to the limit: a line costs a copy, and no object.
 */
final class Tail {
  private static final int FIRST_BYTES = 256;
  private static final int FIRST_LINES = 16;

  private final int linesMax;
  private final int bytesMax;
  private byte[] ring;
  private int[] lengths;
  private int firstByte;
  private int firstLine;
  private int bytes;
  private int lines;
  private long linesDropped;
  private long bytesDropped;

  Tail(Limits limits) {
    this.linesMax = limits.linesMax();
    this.bytesMax = limits.bytesMax();
    this.ring = new byte[Math.min(FIRST_BYTES, bytesMax)];
    this.lengths = new int[Math.min(FIRST_LINES, linesMax)];
  }

  void add(Lines more) {
    for (int line = 0; line < more.count(); line++) {
      add(more.bytes(), more.start(line), more.length(line));
      bytesDropped += more.cut(line);
    }
  }

  Output output() {
    List<String> texts = new ArrayList<>(lines);
    int from = firstByte;
    for (int line = 0; line < lines; line++) {
      int length = lengths[(firstLine + line) % lengths.length];
      texts.add(new String(copy(from, length), UTF_8));
      from = wrapped(from, length);
    }
    return new Output(texts, linesDropped, bytesDropped);
  }

  private void add(byte[] from, int start, int length) {
    while (lines > 0 && (lines == linesMax || bytes + length > bytesMax)) {
      dropOldest();
    }
    if (length > bytesMax) {
      linesDropped++;
      bytesDropped += length;
      return;
    }
    makeRoom(length);
    int to = wrapped(firstByte, bytes);
    int straight = Math.min(length, ring.length - to);
    System.arraycopy(from, start, ring, to, straight);
    System.arraycopy(from, start + straight, ring, 0, length - straight);
    int at = firstLine + lines;
    lengths[at < lengths.length ? at : at - lengths.length] = length;
    bytes += length;
    lines++;
  }

  private void dropOldest() {
    int length = lengths[firstLine];
    firstByte = wrapped(firstByte, length);
    firstLine = firstLine + 1 == lengths.length ? 0 : firstLine + 1;
    bytes -= length;
    lines--;
    bytesDropped += length;
    linesDropped++;
  }

  private void makeRoom(int length) {
    if (bytes + length > ring.length) {
      int size = Math.clamp(2L * ring.length, bytes + length, bytesMax);
      ring = Arrays.copyOf(copy(firstByte, bytes), size);
      firstByte = 0;
    }
    if (lines == lengths.length) {
      int[] larger = new int[Math.clamp(2L * lengths.length, lines + 1, linesMax)];
      for (int line = 0; line < lines; line++) {
        larger[line] = lengths[(firstLine + line) % lengths.length];
      }
      lengths = larger;
      firstLine = 0;
    }
  }

  private byte[] copy(int from, int length) {
    byte[] copy = new byte[length];
    int straight = Math.min(length, ring.length - from);
    System.arraycopy(ring, from, copy, 0, straight);
    System.arraycopy(ring, 0, copy, straight, length - straight);
    return copy;
  }

  private int wrapped(int from, int length) {
    int to = from + length;
    return to < ring.length ? to : to - ring.length;
  }
}
