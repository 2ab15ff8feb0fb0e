package delphi.jobs.store.journal;

import delphi.jobs.store.StoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the full logs of jobs lie (CONTRACT §6), beside the table of jobs and never in its way; and
 * the order book with them.
 *
 * <p>Safe for use by many threads. Chunks are added and go by themselves when their time is over;
 * none is ever changed.
 */
public interface Journal extends OrderBook {
  /** Adds a chunk. The identical chunk again is as good as once. */
  Added add(PackedChunk chunk);

  /**
   * The chunks of a job, oldest first.
   *
   * @param after only what comes after this one; null for all
   * @param limit at most so many
   * @throws StoreException if there is no answer
   */
  List<PackedChunk> chunks(String jobId, @Nullable ChunkKey after, int limit, Look look);

  /** How closely a reader looks. */
  enum Look {
    /** At half the price; what was added a moment ago may not be seen yet. */
    CHEAP,
    /** Everything is seen whose addition was answered before. */
    CERTAIN
  }
}
