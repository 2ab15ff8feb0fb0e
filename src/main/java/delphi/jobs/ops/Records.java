package delphi.jobs.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import delphi.jobs.process.Lines;
import java.util.Arrays;

/** Lines of a command as records of ours, as bytes: most of them need no look and no text. */
final class Records {
  private byte[] bytes;
  private int length;

  /** Room for so many bytes, and for more when it turns out to be too little. */
  Records(int size) {
    this.bytes = new byte[size];
  }

  void add(byte[] head, Lines lines, int line) {
    append(head, 0, head.length);
    if (lines.isPlain(line)) {
      append(lines.bytes(), lines.start(line), lines.length(line));
    } else {
      byte[] safe = Printable.line(lines.text(line)).getBytes(UTF_8);
      append(safe, 0, safe.length);
    }
    makeRoom(1);
    bytes[length++] = '\n';
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  private void append(byte[] from, int start, int count) {
    makeRoom(count);
    System.arraycopy(from, start, bytes, length, count);
    length += count;
  }

  private void makeRoom(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
