package delphi.jobs.store.journal;

import delphi.jobs.job.LogEntry.Level;
import delphi.jobs.store.journal.LogRecord.Origin;
import java.time.Instant;
import java.util.List;

/** Chunks of a log for tests. */
public final class Chunks {
  public static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");
  public static final Instant LATER = Instant.parse("2026-12-22T12:00:00Z");

  private Chunks() {}

  public static LogRecord.Line line(long number, String text) {
    return new LogRecord.Line(number, NOON, Origin.STDOUT, Level.INFO, text);
  }

  public static LogChunk chunk(long claim, int number, LogRecord... records) {
    return new LogChunk(new ChunkKey(claim, number), 1, NOON, List.of(records));
  }

  public static PackedChunk packed(String jobId, long claim, int number, String text) {
    return ChunkText.pack(jobId, chunk(claim, number, line(number + 1L, text)), LATER);
  }
}
