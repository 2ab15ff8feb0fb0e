package delphi.jobs.store.chronicle;

import delphi.jobs.job.State;
import delphi.jobs.store.row.Stamp;
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
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is in a page: gzip of JSON, an object a line for each happening, readable without us. */
public final class PageText {
  /** A payload that unpacks to more than this is not one of ours. */
  private static final int TEXT_BYTES_MAX = 1 << 20;

  private static final JsonMapper JSON = JsonMapper.shared();

  private PageText() {}

  /**
   * A page with these happenings, at least one. The same happenings make the same page.
   *
   * @param expiresAt when it may go
   */
  public static PackedPage pack(String jobId, List<Happening> happenings, Instant expiresAt) {
    StringBuilder text = new StringBuilder();
    happenings.forEach(each -> text.append(JSON.writeValueAsString(fields(each))).append('\n'));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer payload = ByteBuffer.wrap(packed(bytes));
    return new PackedPage(jobId, entry(happenings.getFirst(), bytes), payload, expiresAt);
  }

  /** The happenings of a page; none of what is no page of ours. */
  public static List<Happening> unpack(PackedPage page) {
    try {
      List<Happening> happenings = new ArrayList<>();
      for (String line : unpacked(page.bytes()).lines().toList()) {
        happenings.add(read(JSON.readTree(line)));
      }
      return happenings;
    } catch (IOException
        | JacksonException
        | DateTimeException
        | IllegalArgumentException foreign) {
      return List.of();
    }
  }

  /** Two writers may note something at one time: their pages differ by what is in them. */
  private static String entry(Happening first, byte[] text) {
    CRC32 sum = new CRC32();
    sum.update(text);
    return String.format(
        Locale.ROOT,
        "%s%010d#%s#%08x",
        PackedPage.PREFIX,
        first.version(),
        Stamp.of(first.at()),
        sum.getValue());
  }

  private static Map<String, Object> fields(Happening happening) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("step", happening.step().name());
    fields.put("version", happening.version());
    fields.put("at", happening.at().toString());
    if (happening.from() != null) {
      fields.put("from", happening.from().name());
    }
    fields.put("to", happening.to().name());
    fields.put("by", happening.actor().kind().name());
    fields.put("name", happening.actor().name());
    if (!happening.reason().isEmpty()) {
      fields.put("reason", happening.reason());
    }
    if (happening.attempt() > 0) {
      fields.put("attempt", happening.attempt());
    }
    if (!happening.facts().isEmpty()) {
      fields.put("facts", happening.facts());
    }
    return fields;
  }

  private static Happening read(JsonNode node) {
    Map<String, String> facts = new LinkedHashMap<>();
    node.path("facts")
        .properties()
        .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asString("")));
    return new Happening(
        Step.valueOf(node.path("step").asString("")),
        node.path("version").asLong(0),
        Instant.parse(node.path("at").asString("")),
        state(node.path("from").asString("")),
        State.valueOf(node.path("to").asString("")),
        new Actor(Actor.Kind.valueOf(node.path("by").asString("")), node.path("name").asString("")),
        node.path("reason").asString(""),
        node.path("attempt").asInt(0),
        facts);
  }

  private static @Nullable State state(String name) {
    return name.isEmpty() ? null : State.valueOf(name);
  }

  private static byte[] packed(byte[] text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(packed)) {
      zip.write(text);
    } catch (IOException never) {
      throw new UncheckedIOException("packing in memory failed", never);
    }
    return packed.toByteArray();
  }

  private static String unpacked(byte[] payload) throws IOException {
    try (InputStream text = new GZIPInputStream(new ByteArrayInputStream(payload))) {
      byte[] bytes = text.readNBytes(TEXT_BYTES_MAX + 1);
      if (bytes.length > TEXT_BYTES_MAX) {
        throw new IOException("it has more than " + TEXT_BYTES_MAX + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
