package delphi.jobs.simulation;

import delphi.jobs.store.journal.Added;
import delphi.jobs.store.journal.Booked;
import delphi.jobs.store.journal.ChunkKey;
import delphi.jobs.store.journal.Journal;
import delphi.jobs.store.journal.OrderEntry;
import delphi.jobs.store.journal.PackedChunk;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The journal as one life of a host sees it: slower than the table, as often out of reach, and with
 * answers that get lost. Whoever gives it something else at a place that is taken, or leaves a
 * place out, is told on.
 */
record Archive(Journal journal, Host host, Life life, RandomGenerator random) implements Journal {
  private static final long MILLI = 1_000_000;
  private static final long CALL_NANOS = 8_000 * MILLI;
  private static final int LOST_OF = 20;

  @Override
  public Added add(PackedChunk chunk) {
    if (host.isPartitioned()) {
      sleep(CALL_NANOS);
      return new Added.Unclear("no route");
    }
    sleep((2 + random.nextInt(40)) * MILLI);
    if (host.isDenied()) {
      return new Added.Refused("access denied", "Wait.");
    }
    if (host.server().isThrottled()) {
      return new Added.Unclear("throttled");
    }
    Added added = journal.add(chunk);
    if (!(added instanceof Added.Done) || leavesOut(chunk)) {
      host.referee().tellOn(chunk.jobId(), "its log is not whole: " + chunk.key());
    }
    sleep((2 + random.nextInt(40)) * MILLI);
    boolean isLost = !host.isCalm() && random.nextInt(LOST_OF) == 0;
    return isLost ? new Added.Unclear("the answer got lost") : added;
  }

  @Override
  public Booked book(OrderEntry entry, @Nullable OrderEntry before) {
    if (host.isPartitioned()) {
      sleep(CALL_NANOS);
      return new Booked.Unclear("no route");
    }
    sleep((2 + random.nextInt(40)) * MILLI);
    if (host.isDenied() || host.server().isThrottled()) {
      return new Booked.Unclear("throttled");
    }
    Booked booked = journal.book(entry, before);
    sleep((2 + random.nextInt(40)) * MILLI);
    boolean isLost = !host.isCalm() && random.nextInt(LOST_OF) == 0;
    return isLost ? new Booked.Unclear("the answer got lost") : booked;
  }

  @Override
  public List<PackedChunk> chunks(String jobId, @Nullable ChunkKey after, int limit, Look look) {
    return journal.chunks(jobId, after, limit, look);
  }

  private boolean leavesOut(PackedChunk chunk) {
    ChunkKey key = chunk.key();
    return key.number() > 0
        && journal.chunks(chunk.jobId(), before(key), 1, Look.CERTAIN).getFirst().key().equals(key);
  }

  /** The key before the one before; of the first two of a claim, the last of earlier ones. */
  private static ChunkKey before(ChunkKey key) {
    return key.number() > 1
        ? new ChunkKey(key.claim(), key.number() - 2)
        : new ChunkKey(key.claim() - 1, ChunkKey.NUMBER_MAX);
  }

  private void sleep(long nanos) {
    if (life.isOver()) {
      throw new Crashed();
    }
    host.timeline().sleep(nanos);
  }
}
