package delphi.jobs.store.journal;

import static delphi.jobs.store.journal.Chunks.LATER;
import static delphi.jobs.store.journal.Chunks.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import delphi.jobs.job.LogEntry.Level;
import delphi.jobs.store.journal.LogRecord.Origin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkTextTest {
  private static final LogChunk CHUNK =
      new LogChunk(
          new ChunkKey(7, 3),
          2,
          NOON,
          List.of(
              new LogRecord.Line(5, NOON, Origin.POLLER, Level.INFO, "Executing"),
              new LogRecord.Line(6, NOON, Origin.STDOUT, null, "a\tb \u001b[31m \"q\" \\ \u2028 é"),
              new LogRecord.Gap(7, 1_000_000, 80_000_000, NOON),
              new LogRecord.Line(1_000_001, NOON, Origin.STDERR, Level.ERROR, "")));

  @Test
  void whatIsPackedIsUnpackedAsItWas() {
    assertThat(ChunkText.unpack(ChunkText.pack("j1", CHUNK, LATER))).isEqualTo(CHUNK);
    assertThat(CHUNK.first()).isEqualTo(5);
    assertThat(CHUNK.last()).isEqualTo(1_000_001);
  }

  @Test
  void anybodyCanReadItLineByLine() throws IOException {
    byte[] payload = ChunkText.pack("j1", CHUNK, LATER).bytes();

    try (GZIPInputStream text = new GZIPInputStream(new ByteArrayInputStream(payload))) {
      assertThat(new String(text.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1))
          .containsExactly(
              "{\"attempt\":2,\"first\":5,\"last\":1000001,"
                  + "\"written_at\":\"2026-11-22T12:00:00.123456Z\"}",
              "{\"line\":5,\"time\":\"2026-11-22T12:00:00.123456Z\",\"source\":\"poller\","
                  + "\"level\":\"INFO\",\"text\":\"Executing\"}",
              "{\"line\":6,\"time\":\"2026-11-22T12:00:00.123456Z\",\"source\":\"stdout\","
                  + "\"text\":\"a\\tb \\u001B[31m \\\"q\\\" \\\\ \u2028 é\"}",
              "{\"line\":7,\"dropped_through\":1000000,\"dropped_bytes\":80000000,"
                  + "\"time\":\"2026-11-22T12:00:00.123456Z\"}",
              "{\"line\":1000001,\"time\":\"2026-11-22T12:00:00.123456Z\",\"source\":\"stderr\","
                  + "\"level\":\"ERROR\",\"text\":\"\"}",
              "");
    }
  }

  @Test
  void halfACharacterDoesNotKeepALogFromBeingWritten() {
    LogChunk chunk = Chunks.chunk(2, 0, Chunks.line(1, "half \ud83d of it"));

    assertThat(ChunkText.unpack(ChunkText.pack("j1", chunk, LATER)).records())
        .containsExactly(Chunks.line(1, "half ? of it"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "nonsense",
        "{\"attempt\":1,\"written_at\":\"2026-11-22T12:00:00Z\"}",
        "{\"attempt\":1,\"written_at\":\"2026-11-22T12:00:00Z\"}\n{\"line\":1,\"source\":\"x\"}",
      })
  void whatIsNotOursIsRefused(String text) throws IOException {
    assertThatIllegalArgumentException().isThrownBy(() -> ChunkText.unpack(zipped(text)));
  }

  @Test
  void aPayloadThatWouldFillTheMemoryIsRefused() throws IOException {
    PackedChunk bomb = zipped(" ".repeat(ChunkText.TEXT_BYTES_MAX + 1));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChunkText.unpack(bomb))
        .withMessageContaining("more than");
  }

  @Test
  void aPayloadThatIsNotCompressedIsRefused() {
    ByteBuffer plain = ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ChunkText.unpack(new PackedChunk("j1", new ChunkKey(1, 0), plain, LATER)));
  }

  @Test
  void keysSortAsTextLikeTheChunksThemselves() {
    assertThat(new ChunkKey(2, 11)).hasToString("log#0000000002#00000011");
    assertThat(ChunkKey.parse("log#0000000002#00000011")).isEqualTo(new ChunkKey(2, 11));
    assertThat(new ChunkKey(10, 0)).isGreaterThan(new ChunkKey(2, 11));
    assertThat(new ChunkKey(10, 0).toString())
        .isGreaterThan(ChunkKey.after(new ChunkKey(2, 11)))
        .isLessThan(ChunkKey.END);
    assertThat(ChunkKey.after(new ChunkKey(2, 11))).isLessThan(new ChunkKey(2, 12).toString());
    assertThat(ChunkKey.parse(new ChunkKey(12_345_678_901L, 0).toString()).claim())
        .isEqualTo(12_345_678_901L);
    assertThatIllegalArgumentException().isThrownBy(() -> ChunkKey.parse("log#2#11"));
    assertThatIllegalArgumentException().isThrownBy(() -> new ChunkKey(-1, 0));
  }

  private static PackedChunk zipped(String text) throws IOException {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(payload)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return new PackedChunk("j1", new ChunkKey(1, 0), ByteBuffer.wrap(payload.toByteArray()), LATER);
  }
}
