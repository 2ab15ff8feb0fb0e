package delphi.jobs.desk;

import delphi.jobs.store.journal.ChunkKey;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far somebody has read in the log of a job: {@code 3.12.4711} is line 4711, in chunk 12 of the
 * claim that made version 3.
 */
public record LogCursor(ChunkKey chunk, long line) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\.(\\d{1,8})\\.(\\d{1,18})");

  public static LogCursor parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new Problem(
          Exit.USAGE,
          "--after " + text,
          "it is no place in a log",
          "Give one that `logs` has named, like 3.0.120.");
    }
    ChunkKey chunk =
        new ChunkKey(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    return new LogCursor(chunk, Long.parseLong(matcher.group(3)));
  }

  /** A key behind which this chunk is the next; null where that is the first of all. */
  @Nullable ChunkKey before() {
    if (chunk.number() > 0) {
      return new ChunkKey(chunk.claim(), chunk.number() - 1);
    }
    return chunk.claim() > 0 ? new ChunkKey(chunk.claim() - 1, ChunkKey.NUMBER_MAX) : null;
  }

  @Override
  public String toString() {
    return chunk.claim() + "." + chunk.number() + "." + line;
  }
}
