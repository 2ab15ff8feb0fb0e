package delphi.jobs.desk;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.journal.ChunkKey;
import delphi.jobs.store.journal.ChunkText;
import delphi.jobs.store.journal.Journal;
import delphi.jobs.store.journal.Journal.Look;
import delphi.jobs.store.journal.LogChunk;
import delphi.jobs.store.journal.LogRecord;
import delphi.jobs.store.journal.PackedChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Goes along the log of one job in the journal, forward only: each statement is read once, whoever
 * writes meanwhile and however often a look fails.
 */
public final class LogTrail {
  private static final int CHUNKS = 100;

  private final Journal journal;
  private final String jobId;
  private final @Nullable LogCursor start;
  private final Consumer<String> notes;
  private @Nullable ChunkKey read;

  /**
   * @param start where an earlier reader has stopped; null for the beginning
   * @param notes hears what is wrong with the log, a sentence each
   */
  public LogTrail(
      Journal journal, String jobId, @Nullable LogCursor start, Consumer<String> notes) {
    this.journal = journal;
    this.jobId = jobId;
    this.start = start;
    this.notes = notes;
    this.read = start == null ? null : start.before();
  }

  /**
   * What has come since the last look. A hole is looked at closely before it is believed.
   *
   * @throws StoreException if there is no answer; nothing is skipped by that
   */
  public List<LogPiece> look(Look how) {
    return look(how, Integer.MAX_VALUE);
  }

  /**
   * The same, but no chunk more once so many pieces are there; what is left comes with the next
   * look.
   */
  public List<LogPiece> look(Look how, int enough) {
    List<LogPiece> pieces = new ArrayList<>();
    Look closeness = how;
    while (true) {
      List<PackedChunk> chunks = journal.chunks(jobId, read, CHUNKS, closeness);
      boolean mayLag = closeness == Look.CHEAP;
      for (PackedChunk chunk : chunks) {
        if (mayLag && isBehindHole(chunk.key())) {
          break;
        }
        take(chunk, pieces);
        if (pieces.size() >= enough) {
          return pieces;
        }
      }
      boolean sawHole = mayLag && !chunks.isEmpty() && !chunks.getLast().key().equals(read);
      if (sawHole) {
        closeness = Look.CERTAIN;
      } else if (chunks.size() < CHUNKS) {
        return pieces;
      }
    }
  }

  private boolean isBehindHole(ChunkKey key) {
    ChunkKey before = read;
    int expected = before != null && before.claim() == key.claim() ? before.number() + 1 : 0;
    return key.number() != expected;
  }

  private void take(PackedChunk packed, List<LogPiece> pieces) {
    ChunkKey key = packed.key();
    if (isBehindHole(key)) {
      notes.accept("a part of the log before " + key + " is missing.");
    }
    read = key;
    try {
      LogChunk chunk = ChunkText.unpack(packed);
      for (LogRecord each : chunk.records()) {
        if (!isKnown(key, each)) {
          pieces.add(new LogPiece(new LogCursor(key, each.last()), chunk.attempt(), each));
        }
      }
    } catch (IllegalArgumentException strange) {
      notes.accept(String.valueOf(strange.getMessage()));
    }
  }

  private boolean isKnown(ChunkKey key, LogRecord each) {
    LogCursor known = start;
    return known != null && known.chunk().claim() == key.claim() && each.last() <= known.line();
  }
}
