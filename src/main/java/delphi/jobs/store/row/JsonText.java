package delphi.jobs.store.row;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as it lies in attributes: as a text, or already taken apart into lists and maps. Both give
 * the same tree of maps, lists, texts, truth values, nulls, and numbers that lose no digit: {@code
 * Integer}, {@code Long} or {@code BigInteger}, else {@code BigDecimal}.
 */
final class JsonText {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private JsonText() {}

  /** What a text turned out to be. */
  sealed interface Parsed {
    /** The JSON of an object. */
    record Tree(Map<String, @Nullable Object> fields) implements Parsed {}

    /** Anything else, in words. The text itself is not shown: settings may hold a secret. */
    record Other(String words) implements Parsed {}
  }

  static Parsed parse(String text) {
    try {
      return switch (JSON.readValue(text, Object.class)) {
        case Map<?, ?> object -> new Parsed.Tree(fields(object));
        case List<?> list -> new Parsed.Other("JSON text of a list of " + list.size());
        case null -> new Parsed.Other("JSON text of null");
        default -> new Parsed.Other("JSON text of a plain value");
      };
    } catch (JacksonException broken) {
      return new Parsed.Other("a text that is not JSON" + placeOf(broken));
    } catch (NumberFormatException outOfRange) {
      return new Parsed.Other("JSON text with a number that no computer takes");
    }
  }

  private static String placeOf(JacksonException broken) {
    TokenStreamLocation place = broken.getLocation();
    return place == null ? "" : " from character " + (place.getCharOffset() + 1) + " on";
  }

  private static Map<String, @Nullable Object> fields(Map<?, ?> object) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    object.forEach((name, value) -> fields.put(String.valueOf(name), value));
    return fields;
  }

  static String write(@Nullable Object tree) {
    return JSON.writeValueAsString(tree);
  }

  /** The tree that an attribute is; a binary becomes its base64 text. */
  static @Nullable Object tree(Attribute attribute) {
    return switch (attribute) {
      case Attribute.Text(String value) -> value;
      case Attribute.Num number -> number(number);
      case Attribute.Bool(boolean value) -> value;
      case Attribute.Null() -> null;
      case Attribute.Binary(ByteBuffer value) -> base64(value);
      case Attribute.ListOf(List<Attribute> values) -> list(values);
      case Attribute.MapOf(Map<String, Attribute> values) -> map(values);
      case Attribute.TextSet(List<String> values) -> values;
      case Attribute.NumSet(List<String> values) ->
          list(values.stream().map(Attribute.Num::new).toList());
      case Attribute.BinarySet(List<ByteBuffer> values) ->
          values.stream().map(JsonText::base64).toList();
    };
  }

  static Map<String, @Nullable Object> map(Map<String, Attribute> values) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    values.forEach((name, value) -> map.put(name, tree(value)));
    return map;
  }

  private static List<@Nullable Object> list(List<? extends Attribute> values) {
    List<@Nullable Object> list = new ArrayList<>();
    values.forEach(value -> list.add(tree(value)));
    return list;
  }

  /** The same kinds of number that a JSON text gives; what is no number at all stays a text. */
  private static Object number(Attribute.Num number) {
    String digits = number.value();
    if (digits.matches("-?\\d{1,1000}")) {
      return whole(new BigInteger(digits));
    }
    try {
      return number.decimal();
    } catch (NumberFormatException notANumber) {
      return digits;
    }
  }

  private static Number whole(BigInteger number) {
    if (number.bitLength() < Integer.SIZE) {
      return number.intValue();
    }
    return number.bitLength() < Long.SIZE ? (Number) number.longValue() : number;
  }

  private static String base64(ByteBuffer value) {
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
