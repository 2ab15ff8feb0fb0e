package delphi.jobs.store.journal;

import java.time.Instant;
import java.util.List;

/**
 * A piece of the full log of one attempt; the pieces together have no hole, because what was not
 * kept is told as well.
 *
 * @param attempt the number that people know it by
 * @param records at least one, in the order of their numbers
 */
public record LogChunk(ChunkKey key, int attempt, Instant writtenAt, List<LogRecord> records) {
  public LogChunk {
    records = List.copyOf(records);
    if (records.isEmpty()) {
      throw new IllegalArgumentException("a chunk of nothing: " + key);
    }
  }

  /** The number of the first line that it is about. */
  public long first() {
    return records.getFirst().first();
  }

  /** The number of the last line that it is about. */
  public long last() {
    return records.getLast().last();
  }
}
