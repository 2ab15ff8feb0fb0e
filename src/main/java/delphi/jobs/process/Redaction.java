package delphi.jobs.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts stars in the place of secrets, as many as they have bytes, so that nothing that counts bytes
 * is wrong afterwards.
 *
 * <p>Looks for all of them at once in the manner of Wu and Manber: at the end of a window as long
 * as the shortest secret, two bytes tell how far the window may move. Of text without secrets it
 * reads a small part, which matters when a command prints gigabytes.
 */
final class Redaction {
  /** What is shorter stands in innocent text as well, and is no good secret. */
  static final int LENGTH_MIN = 8;

  private static final int LENGTH_MAX = 8 * 1024;
  private static final int SECRETS_MAX = 256;

  /** A piece of a secret at the end of a line that was cut; less of it helps nobody. */
  private static final int PIECE_MIN = 4;

  private static final int TABLE_SIZE = 4096;
  private static final int WINDOW_MAX = 100;
  private static final byte STAR = '*';

  /** Hides nothing. */
  static final Redaction NONE = of(List.of());

  private final byte[][] secrets;
  private final int window;
  private final byte[] shifts = new byte[TABLE_SIZE];

  private Redaction(byte[][] secrets) {
    this.secrets = secrets;
    this.window =
        Arrays.stream(secrets).mapToInt(each -> each.length).min().stream()
            .map(shortest -> Math.min(shortest, WINDOW_MAX))
            .findFirst()
            .orElse(0);
    Arrays.fill(shifts, (byte) Math.max(0, window - 1));
    for (byte[] secret : secrets) {
      for (int at = 0; at + 1 < window; at++) {
        int slot = slot(secret, at);
        shifts[slot] = (byte) Math.min(shifts[slot], window - 2 - at);
      }
    }
  }

  /**
   * Hides these texts. Of one that has several lines each is hidden by itself, because that is how
   * it would be printed; lines of less than {@value #LENGTH_MIN} bytes are not.
   */
  static Redaction of(Collection<String> texts) {
    Set<String> lines = new LinkedHashSet<>();
    texts.forEach(text -> text.lines().map(String::strip).forEach(lines::add));
    return new Redaction(
        lines.stream()
            .map(line -> line.getBytes(UTF_8))
            .filter(line -> line.length >= LENGTH_MIN)
            .map(line -> line.length <= LENGTH_MAX ? line : Arrays.copyOf(line, LENGTH_MAX))
            // The longest first: a secret may begin with another one.
            .sorted(Comparator.comparingInt((byte[] line) -> line.length).reversed())
            .limit(SECRETS_MAX)
            .toArray(byte[][]::new));
  }

  /** Hides what lies whole between these two places. */
  void hide(byte[] bytes, int from, int to) {
    if (window == 0) {
      return;
    }
    int at = from + window - 2;
    while (at + 1 < to) {
      int shift = shifts[slot(bytes, at)];
      if (shift > 0) {
        at += shift;
      } else {
        int start = at - (window - 2);
        int length = secretAt(bytes, start, to);
        Arrays.fill(bytes, start, start + length, STAR);
        at += Math.max(1, length);
      }
    }
  }

  /** Hides the beginning of a secret at the end of a line, of which the rest was cut off. */
  void hideCut(byte[] line, int length) {
    int hidden = 0;
    for (byte[] secret : secrets) {
      for (int size = Math.min(secret.length - 1, length); size >= PIECE_MIN; size--) {
        if (size > hidden && Arrays.equals(line, length - size, length, secret, 0, size)) {
          hidden = size;
        }
      }
    }
    Arrays.fill(line, length - hidden, length, STAR);
  }

  /** The same text without secrets. */
  String hidden(String text) {
    if (window == 0) {
      return text;
    }
    byte[] bytes = text.getBytes(UTF_8);
    hide(bytes, 0, bytes.length);
    return new String(bytes, UTF_8);
  }

  /** How long the longest secret is that stands there; 0 when none does. */
  private int secretAt(byte[] bytes, int start, int to) {
    for (byte[] secret : secrets) {
      int end = start + secret.length;
      if (end <= to && Arrays.equals(bytes, start, end, secret, 0, secret.length)) {
        return secret.length;
      }
    }
    return 0;
  }

  private static int slot(byte[] bytes, int at) {
    return ((bytes[at] & 0xFF) * 31 + (bytes[at + 1] & 0xFF)) & (TABLE_SIZE - 1);
  }
}
