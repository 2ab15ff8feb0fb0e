package delphi.jobs.process;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The newest lines of one stream, as many as the limits allow, and an exact count of the others.
 */
final class Tail {
  private record Kept(String text, int bytes) {}

  private final int linesMax;
  private final int bytesMax;
  private final Deque<Kept> lines = new ArrayDeque<>();
  private long bytes;
  private long linesDropped;
  private long bytesDropped;

  Tail(Limits limits) {
    this.linesMax = limits.linesMax();
    this.bytesMax = limits.bytesMax();
  }

  /** Takes a line of so many bytes, and notes that so many more of it were cut off before. */
  void add(String text, int lineBytes, long cut) {
    lines.addLast(new Kept(text, lineBytes));
    bytes += lineBytes;
    bytesDropped += cut;
    while (lines.size() > linesMax || bytes > bytesMax) {
      Kept oldest = lines.removeFirst();
      bytes -= oldest.bytes();
      bytesDropped += oldest.bytes();
      linesDropped++;
    }
  }

  Output output() {
    return new Output(lines.stream().map(Kept::text).toList(), linesDropped, bytesDropped);
  }
}
