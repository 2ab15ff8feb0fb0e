package delphi.jobs.store.row;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Attributes and rows as JSON that keeps their types, in DynamoDB's own notation: {@code
 * {"S":"text"}}, {@code {"N":"42"}}. The form in which the SQL store keeps rows.
 */
public final class AttributeJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private AttributeJson() {}

  public static String write(Attribute attribute) {
    return JSON.writeValueAsString(node(attribute));
  }

  public static String write(Row row) {
    return JSON.writeValueAsString(node(row.attributes()));
  }

  /**
   * Reads what {@link #write(Attribute)} wrote.
   *
   * @throws IllegalArgumentException if it is not of this form
   */
  public static Attribute read(String text) {
    return attribute(JSON.readTree(text));
  }

  /**
   * Reads what {@link #write(Row)} wrote.
   *
   * @throws IllegalArgumentException if it is not of this form
   */
  public static Row readRow(String text) {
    return new Row(attributes(JSON.readTree(text)));
  }

  private static JsonNode node(Attribute attribute) {
    ObjectNode node = JSON.createObjectNode();
    switch (attribute) {
      case Attribute.Text(String value) -> node.put("S", value);
      case Attribute.Num(String value) -> node.put("N", value);
      case Attribute.Bool(boolean value) -> node.put("BOOL", value);
      case Attribute.Null() -> node.put("NULL", true);
      case Attribute.Binary(ByteBuffer value) -> node.put("B", base64(value));
      case Attribute.ListOf(List<Attribute> values) -> {
        ArrayNode list = node.putArray("L");
        values.forEach(value -> list.add(node(value)));
      }
      case Attribute.MapOf(Map<String, Attribute> values) -> node.set("M", node(values));
      case Attribute.TextSet(List<String> values) -> values.forEach(node.putArray("SS")::add);
      case Attribute.NumSet(List<String> values) -> values.forEach(node.putArray("NS")::add);
      case Attribute.BinarySet(List<ByteBuffer> values) -> {
        ArrayNode set = node.putArray("BS");
        values.forEach(value -> set.add(base64(value)));
      }
    }
    return node;
  }

  private static ObjectNode node(Map<String, Attribute> attributes) {
    ObjectNode node = JSON.createObjectNode();
    attributes.forEach((name, value) -> node.set(name, node(value)));
    return node;
  }

  private static Attribute attribute(JsonNode node) {
    Map.Entry<String, JsonNode> only = node.properties().stream().findFirst().orElseThrow();
    JsonNode value = only.getValue();
    return switch (only.getKey()) {
      case "S" -> new Attribute.Text(value.stringValue());
      case "N" -> new Attribute.Num(value.stringValue());
      case "BOOL" -> new Attribute.Bool(value.booleanValue());
      case "NULL" -> new Attribute.Null();
      case "B" -> new Attribute.Binary(bytes(value));
      case "L" -> {
        List<Attribute> list = new ArrayList<>();
        value.forEach(element -> list.add(attribute(element)));
        yield new Attribute.ListOf(list);
      }
      case "M" -> new Attribute.MapOf(attributes(value));
      case "SS" -> new Attribute.TextSet(texts(value));
      case "NS" -> new Attribute.NumSet(texts(value));
      case "BS" -> {
        List<ByteBuffer> set = new ArrayList<>();
        value.forEach(element -> set.add(bytes(element)));
        yield new Attribute.BinarySet(set);
      }
      case String type ->
          throw new IllegalArgumentException("'" + type + "' is not a type of attribute");
    };
  }

  private static Map<String, Attribute> attributes(JsonNode node) {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    node.properties().forEach(entry -> attributes.put(entry.getKey(), attribute(entry.getValue())));
    return attributes;
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    node.forEach(element -> texts.add(element.stringValue()));
    return texts;
  }

  private static String base64(ByteBuffer value) {
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static ByteBuffer bytes(JsonNode node) {
    return ByteBuffer.wrap(Base64.getDecoder().decode(node.stringValue()));
  }
}
