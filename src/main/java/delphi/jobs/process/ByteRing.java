package delphi.jobs.process;

import java.util.Arrays;

/**
 * The newest bytes of something, oldest first, in a ring that grows up to a limit: what is only
 * passing through costs a copy and no object. For one thread at a time.
 */
public final class ByteRing {
  private static final int FIRST_BYTES = 256;

  private final int bytesMax;
  private byte[] ring;
  private int first;
  private int count;

  public ByteRing(int bytesMax) {
    this.bytesMax = bytesMax;
    this.ring = new byte[Math.min(FIRST_BYTES, bytesMax)];
  }

  public int count() {
    return count;
  }

  /** Whether so many more have room beside what is there. */
  public boolean hasRoomFor(int length) {
    return count + length <= bytesMax;
  }

  /** Adds bytes for which there is room. */
  public void add(byte[] from, int start, int length) {
    if (count + length > ring.length) {
      ring = Arrays.copyOf(copy(0, count), Math.clamp(2L * ring.length, count + length, bytesMax));
      first = 0;
    }
    int to = wrapped(first + count);
    int straight = Math.min(length, ring.length - to);
    System.arraycopy(from, start, ring, to, straight);
    System.arraycopy(from, start + straight, ring, 0, length - straight);
    count += length;
  }

  /** Gives up the oldest. */
  public void drop(int length) {
    first = wrapped(first + length);
    count -= length;
  }

  /** A part of it, from that many behind the oldest. */
  public byte[] copy(int offset, int length) {
    byte[] copy = new byte[length];
    int from = wrapped(first + offset);
    int straight = Math.min(length, ring.length - from);
    System.arraycopy(ring, from, copy, 0, straight);
    System.arraycopy(ring, 0, copy, straight, length - straight);
    return copy;
  }

  private int wrapped(int at) {
    return at < ring.length ? at : at - ring.length;
  }
}
