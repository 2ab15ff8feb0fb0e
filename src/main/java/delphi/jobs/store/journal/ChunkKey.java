package delphi.jobs.store.journal;

import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a chunk stands among those of its job; their texts sort like the chunks themselves.
 *
 * <p>No two claims of a job have one version, so no two holders ever write the same key: a holder
 * that has lost its job without knowing can only add to the log of its own attempt.
 *
 * @param claim the version that the claim has written
 * @param number counted from 0 within the claim
 */
public record ChunkKey(long claim, int number) implements Comparable<ChunkKey> {
  /** What the keys of all chunks begin with; other kinds of entries begin otherwise. */
  public static final String PREFIX = "log#";

  /** After every key of a chunk, and before every other prefix that begins like theirs. */
  public static final String END = "log$";

  private static final Pattern FORM = Pattern.compile("log#(\\d{10,19})#(\\d{8})");
  public static final int NUMBER_MAX = 99_999_999;
  private static final Comparator<ChunkKey> ORDER =
      Comparator.comparingLong(ChunkKey::claim).thenComparingInt(ChunkKey::number);

  public ChunkKey {
    if (claim < 0 || number < 0 || number > NUMBER_MAX) {
      throw new IllegalArgumentException("no such chunk: " + claim + ", " + number);
    }
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static ChunkKey parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not the key of a chunk: " + text);
    }
    return new ChunkKey(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** A text that lies between this key and the next; before all keys when there is none. */
  public static String after(@Nullable ChunkKey key) {
    return key == null ? PREFIX : key + "!";
  }

  public ChunkKey next() {
    return new ChunkKey(claim, number + 1);
  }

  @Override
  public int compareTo(ChunkKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "log#%010d#%08d", claim, number);
  }
}
