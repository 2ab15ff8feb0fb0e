package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Consumer;

/**
 * Whole lines that have come together, as bytes: a text is made only for whoever asks. They are
 * good until the call that brought them returns; then the room is used for the next ones.
 */
public final class Lines {
  private static final int COUNT_MAX = 256;

  private final int[] starts;
  private final int[] ends;
  private final long[] letters;
  private final long[] cut;
  private byte[] bytes = {};
  private int count;

  Lines() {
    this(COUNT_MAX);
  }

  private Lines(int countMax) {
    this.starts = new int[countMax];
    this.ends = new int[countMax];
    this.letters = new long[countMax];
    this.cut = new long[countMax];
  }

  /** A single line, for whoever has a text. */
  public static Lines of(String text) {
    Lines lines = new Lines(1);
    byte[] bytes = text.getBytes(UTF_8);
    lines.add(bytes, 0, bytes.length, Letters.of(bytes, 0, bytes.length), 0);
    return lines;
  }

  public int count() {
    return count;
  }

  /** Where all of them lie, each from its start to its end. */
  public byte[] bytes() {
    return bytes;
  }

  public int start(int line) {
    return starts[line];
  }

  public int end(int line) {
    return ends[line];
  }

  public int length(int line) {
    return ends[line] - starts[line];
  }

  /** How many bytes more the line had than are here. */
  public long cut(int line) {
    return cut[line];
  }

  /** The line as a text; what is not UTF-8 is replaced. */
  public String text(int line) {
    return new String(bytes, starts[line], length(line), UTF_8);
  }

  /** Whether all of the line is printable ASCII, or tabs. */
  public boolean isPlain(int line) {
    return (letters[line] & Letters.OTHER) == 0;
  }

  public boolean contains(int line, Word word) {
    return word.isIn(bytes, starts[line], ends[line], letters[line]);
  }

  public boolean startsWith(int line, Word word) {
    return word.begins(bytes, starts[line], ends[line]);
  }

  /** Whether there is nothing to see in the line. */
  public boolean isBlank(int line) {
    for (int at = starts[line]; at < ends[line]; at++) {
      if (bytes[at] > ' ' || bytes[at] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Tells them one by one as texts. */
  public void forEach(Consumer<String> listener) {
    for (int line = 0; line < count; line++) {
      listener.accept(text(line));
    }
  }

  boolean isFull() {
    return count == starts.length;
  }

  /** Adds a line of these bytes, which must be those of the others. */
  void add(byte[] from, int start, int end, long itsLetters, long itsCut) {
    bytes = from;
    starts[count] = start;
    ends[count] = end;
    letters[count] = itsLetters;
    cut[count] = itsCut;
    count++;
  }

  void clear() {
    count = 0;
  }
}
