package delphi.jobs.web;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a request says, and refuses in words what makes no sense: unknown names as well. */
final class Asked {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private static final int REASON_CHARS_MAX = 500;

  private final Map<String, @Nullable Object> fields;

  private Asked(Map<String, @Nullable Object> fields) {
    this.fields = fields;
  }

  /** The object that a request carries; none is an empty one. */
  static Asked body(Context ctx, Set<String> known) {
    String type = ctx.contentType();
    String text = ctx.body();
    if (text.isBlank()) {
      return new Asked(Map.of());
    }
    if (type == null || !type.startsWith("application/json")) {
      throw Refusal.thrown(
          415, "usage", "a body of type " + type, "Send JSON, with Content-Type application/json.");
    }
    try {
      Map<String, @Nullable Object> fields = JSON.readValue(text, OBJECT);
      refuseUnknown(fields.keySet(), known, "field");
      return new Asked(fields);
    } catch (JacksonException wrong) {
      throw new Problem(
          Exit.USAGE, "the body", "it is no JSON object: " + wrong.getOriginalMessage(), "", wrong);
    }
  }

  /** The parameters in the address. */
  static Asked query(Context ctx, Set<String> known) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    refuseUnknown(ctx.queryParamMap().keySet(), known, "parameter");
    ctx.queryParamMap().forEach((name, values) -> fields.put(name, single(name, values)));
    return new Asked(fields);
  }

  private static String single(String name, List<String> values) {
    if (values.size() != 1) {
      throw new Problem(Exit.USAGE, name, "it is given " + values.size() + " times", "Give one.");
    }
    return values.getFirst();
  }

  private static void refuseUnknown(Set<String> given, Set<String> known, String what) {
    for (String name : given) {
      if (!known.contains(name)) {
        throw new Problem(
            Exit.USAGE,
            what + " " + name.substring(0, Math.min(name.length(), 100)),
            "it is not known here",
            known.isEmpty()
                ? "There is none."
                : "Known: " + String.join(", ", new TreeSet<>(known)) + ".");
      }
    }
  }

  boolean has(String name) {
    return fields.get(name) != null;
  }

  @Nullable String text(String name) {
    Object value = fields.get(name);
    if (value != null && !(value instanceof String)) {
      throw wrong(name, "it is no text");
    }
    return (String) value;
  }

  String text(String name, String otherwise) {
    String text = text(name);
    return text == null ? otherwise : text;
  }

  int number(String name, int otherwise, int min, int max) {
    Object value = fields.get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      int number = new BigDecimal(value.toString()).intValueExact();
      if (number >= min && number <= max) {
        return number;
      }
    } catch (ArithmeticException | NumberFormatException noNumber) {
      // Told below.
    }
    throw wrong(name, "it is no whole number from " + min + " to " + max);
  }

  /** Why somebody does something, for the job's row; may be blank. */
  String reason() {
    String reason = text("reason", "");
    if (reason.length() > REASON_CHARS_MAX) {
      throw wrong("reason", "it is longer than " + REASON_CHARS_MAX + " characters");
    }
    return reason;
  }

  boolean truth(String name) {
    return switch (fields.get(name)) {
      case null -> false;
      case Boolean truth -> truth;
      case String text when text.equals("true") -> true;
      case String text when text.equals("false") -> false;
      default -> throw wrong(name, "it is neither true nor false");
    };
  }

  Map<String, @Nullable Object> object(String name) {
    return switch (fields.get(name)) {
      case null -> Map.of();
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        map.forEach((key, value) -> object.put(String.valueOf(key), value));
        yield object;
      }
      default -> throw wrong(name, "it is no object");
    };
  }

  Map<String, String> texts(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    object(name)
        .forEach((key, value) -> {
          if (!(value instanceof String text)) {
            throw wrong(name, "the value of " + key + " is no text");
          }
          texts.put(key, text);
        });
    return texts;
  }

  List<String> list(String name) {
    return switch (fields.get(name)) {
      case null -> List.of();
      case List<?> values when values.stream().allMatch(String.class::isInstance) ->
          values.stream().map(String.class::cast).toList();
      default -> throw wrong(name, "it is no array of texts");
    };
  }

  private static Problem wrong(String name, String why) {
    return new Problem(Exit.USAGE, name, why, "docs/API.md names the form of each field.");
  }
}
