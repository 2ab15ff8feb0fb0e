package delphi.jobs.store.journal;

import delphi.jobs.job.LogEntry.Level;
import delphi.jobs.store.journal.LogRecord.Origin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is in the payload of a chunk: gzip of JSON, an object a line, so that it can be read without
 * us. The first line is about the chunk, each further one is a record of the log.
 */
public final class ChunkText {
  /** A payload that unpacks to more than this is not one of ours. */
  static final int TEXT_BYTES_MAX = 4 << 20;

  private static final JsonMapper JSON = JsonMapper.shared();

  private ChunkText() {}

  public static PackedChunk pack(String jobId, LogChunk chunk, Instant expiresAt) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream text = new Gzip(packed)) {
      write(text, head(chunk));
      for (LogRecord each : chunk.records()) {
        write(text, fields(each));
      }
    } catch (IOException never) {
      throw new UncheckedIOException("packing in memory failed", never);
    }
    ByteBuffer payload = ByteBuffer.wrap(packed.toByteArray());
    return new PackedChunk(jobId, chunk.key(), payload, expiresAt);
  }

  /**
   * The chunk that was packed.
   *
   * @throws IllegalArgumentException if that is no payload of ours
   */
  public static LogChunk unpack(PackedChunk packed) {
    try {
      List<String> lines = text(packed).lines().toList();
      JsonNode head = JSON.readTree(lines.getFirst());
      List<LogRecord> records = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        records.add(read(JSON.readTree(line)));
      }
      return new LogChunk(
          packed.key(), head.path("attempt").asInt(0), time(head, "written_at"), records);
    } catch (IOException | JacksonException | DateTimeException | NoSuchElementException e) {
      throw new IllegalArgumentException("chunk " + packed.key() + " cannot be read: " + e, e);
    }
  }

  private static String text(PackedChunk packed) throws IOException {
    try (InputStream text = new GZIPInputStream(new ByteArrayInputStream(packed.bytes()))) {
      byte[] bytes = text.readNBytes(TEXT_BYTES_MAX + 1);
      if (bytes.length > TEXT_BYTES_MAX) {
        throw new IOException("it has more than " + TEXT_BYTES_MAX + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static void write(OutputStream text, Map<String, Object> fields) throws IOException {
    text.write((JSON.writeValueAsString(fields) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> head(LogChunk chunk) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("attempt", chunk.attempt());
    fields.put("first", chunk.first());
    fields.put("last", chunk.last());
    fields.put("written_at", chunk.writtenAt().toString());
    return fields;
  }

  private static Map<String, Object> fields(LogRecord each) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("line", each.first());
    switch (each) {
      case LogRecord.Line(
              long _,
              Instant at,
              Origin origin,
              @Nullable Level level,
              String text) -> {
        fields.put("time", at.toString());
        fields.put("source", origin.word());
        if (level != null) {
          fields.put("level", level.name());
        }
        fields.put("text", text);
      }
      case LogRecord.Gap(long _, long last, long bytes, Instant at) -> {
        fields.put("dropped_through", last);
        fields.put("dropped_bytes", bytes);
        fields.put("time", at.toString());
      }
    }
    return fields;
  }

  private static LogRecord read(JsonNode node) {
    long first = node.path("line").asLong(0);
    Instant at = time(node, "time");
    JsonNode through = node.path("dropped_through");
    if (!through.isMissingNode()) {
      return new LogRecord.Gap(first, through.asLong(0), node.path("dropped_bytes").asLong(0), at);
    }
    String level = node.path("level").asString("");
    return new LogRecord.Line(
        first,
        at,
        Origin.valueOf(node.path("source").asString("").toUpperCase(Locale.ROOT)),
        level.isEmpty() ? null : Level.valueOf(level),
        node.path("text").asString(""));
  }

  private static Instant time(JsonNode node, String name) {
    return Instant.parse(node.path(name).asString(""));
  }

  /** As small as it gets: each kilobyte is paid for. */
  private static final class Gzip extends GZIPOutputStream {
    private Gzip(OutputStream packed) throws IOException {
      super(packed);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
