package delphi.jobs.store.spool;

import delphi.jobs.job.Basis;
import delphi.jobs.job.Fence;
import delphi.jobs.job.Move;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Transition;
import delphi.jobs.store.SpooledEnd;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * The text of a spooled end: a first line that names the form and proves that the rest is whole,
 * then one line of JSON, the values as they are. Read by this version of the program and by later
 * ones; another form gets another number.
 */
final class EndJson {
  private static final String FORM = "delphi-end 1 ";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .addModule(new SimpleModule().addAbstractTypeMapping(Basis.class, Fence.class))
          .build();

  private EndJson() {}

  static byte[] write(SpooledEnd end) {
    ObjectNode node = JSON.createObjectNode();
    node.put("move", end.end().move().name());
    node.put("keptAt", end.keptAt().toString());
    node.set("end", JSON.valueToTree(end.end()));
    node.set("followers", JSON.valueToTree(end.followers()));
    String body = JSON.writeValueAsString(node);
    return (FORM + checksum(body) + "\n" + body + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is anything else, with the reason in words
   */
  static SpooledEnd read(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int line = text.indexOf('\n');
    if (line < 0 || !text.startsWith(FORM)) {
      throw new IllegalArgumentException("it has another form than '" + FORM.strip() + "'");
    }
    String body = text.substring(line + 1).stripTrailing();
    if (!text.substring(FORM.length(), line).equals(checksum(body))) {
      throw new IllegalArgumentException("it is not whole");
    }
    try {
      JsonNode node = JSON.readTree(body);
      return new SpooledEnd(
          Instant.parse(node.path("keptAt").stringValue()),
          List.of(JSON.treeToValue(node.path("followers"), NewJob[].class)),
          JSON.treeToValue(node.path("end"), kind(node.path("move").stringValue())));
    } catch (JacksonException | java.time.DateTimeException other) {
      throw new IllegalArgumentException("it holds something else: " + other.getMessage(), other);
    }
  }

  private static Class<? extends Transition.Noted> kind(String move) {
    return switch (Move.valueOf(move)) {
      case COMPLETE -> Transition.Complete.class;
      case ADOPT -> Transition.Adopt.class;
      case HAND_BACK -> Transition.HandBack.class;
      case PARK -> Transition.Park.class;
      case HOLD -> Transition.Hold.class;
      case CLAIM,
          RENEW,
          RELEASE,
          REQUEUE,
          FORCE_FAIL,
          RESCUE,
          GIVE_UP,
          CANCEL,
          INTEND,
          WITHDRAW,
          FIND_ORDER,
          FIND_NO_ORDER,
          CONCLUDE,
          UNLOCK,
          REQUEST_CANCEL,
          QUARANTINE ->
          throw new IllegalArgumentException(move + " ends no claim");
    };
  }

  private static String checksum(String body) {
    CRC32C crc = new CRC32C();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
