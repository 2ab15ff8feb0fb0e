package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * The newest lines of one stream, as many as the limits allow, and an exact count of the others. A
 * line costs a copy, and no object.
 */
final class Tail {
  private static final int FIRST_LINES = 16;

  private final int linesMax;
  private final int bytesMax;
  private final ByteRing bytes;
  private int[] lengths;
  private int firstLine;
  private int lines;
  private long linesDropped;
  private long bytesDropped;

  Tail(Limits limits) {
    this.linesMax = limits.linesMax();
    this.bytesMax = limits.bytesMax();
    this.bytes = new ByteRing(bytesMax);
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
    int from = 0;
    for (int line = 0; line < lines; line++) {
      int length = lengths[(firstLine + line) % lengths.length];
      texts.add(new String(bytes.copy(from, length), UTF_8));
      from += length;
    }
    return new Output(texts, linesDropped, bytesDropped);
  }

  private void add(byte[] from, int start, int length) {
    while (lines > 0 && (lines == linesMax || !bytes.hasRoomFor(length))) {
      dropOldest();
    }
    if (length > bytesMax) {
      linesDropped++;
      bytesDropped += length;
      return;
    }
    makeRoomForALine();
    bytes.add(from, start, length);
    int at = firstLine + lines;
    lengths[at < lengths.length ? at : at - lengths.length] = length;
    lines++;
  }

  private void dropOldest() {
    int length = lengths[firstLine];
    bytes.drop(length);
    firstLine = firstLine + 1 == lengths.length ? 0 : firstLine + 1;
    lines--;
    bytesDropped += length;
    linesDropped++;
  }

  private void makeRoomForALine() {
    if (lines == lengths.length) {
      int[] larger = new int[Math.clamp(2L * lengths.length, lines + 1, linesMax)];
      for (int line = 0; line < lines; line++) {
        larger[line] = lengths[(firstLine + line) % lengths.length];
      }
      lengths = larger;
      firstLine = 0;
    }
  }
}
