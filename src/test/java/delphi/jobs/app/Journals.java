package delphi.jobs.app;

import delphi.jobs.store.journal.ChunkKey;
import delphi.jobs.store.journal.ChunkText;
import delphi.jobs.store.journal.LogChunk;
import delphi.jobs.store.journal.LogRecord;
import delphi.jobs.store.journal.LogRecord.Origin;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Puts logs into the journal of an installation, as a poller would have. */
final class Journals {
  private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

  private Journals() {}

  /** A chunk with lines {@code line 1} to {@code line COUNT}. */
  static void write(Path home, String jobId, int attempt, int count) {
    List<LogRecord> lines =
        LongStream.rangeClosed(1, count)
            .<LogRecord>mapToObj(number ->
                new LogRecord.Line(
                    number, AT.plusSeconds(number), Origin.STDOUT, null, "line " + number))
            .toList();
    LogChunk chunk = new LogChunk(new ChunkKey(2, 0), attempt, AT, lines);
    Stores stores = new Stores(Settings.of(Map.of(), Map.of(), null), Map.of(), home);
    try (OpenStore store = stores.open(() -> AT)) {
      store.journal().add(ChunkText.pack(jobId, chunk, Instant.parse("2099-01-01T00:00:00Z")));
    }
  }
}
