package delphi.jobs.handler;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One JSON object of a statement, read field by field. What a field should not be is remembered as
 * an objection, and the caller then refuses the whole clause. A null counts as not said.
 */
final class Clause {
  private static final int UNKNOWN_TOLD_MAX = 3;

  private final String prefix;
  private final JsonNode object;
  private final List<String> objections = new ArrayList<>();

  /**
   * @param place where the object stands, for objections: {@code submit}; empty for the outermost
   */
  Clause(String place, JsonNode object) {
    this.prefix = place.isEmpty() ? "" : place + ".";
    this.object = object;
    if (!object.isObject()) {
      object(place + " is not an object");
    }
  }

  /** Objects to every other name. */
  void allow(Set<String> names) {
    Set<String> unknown = new TreeSet<>(object.propertyNames());
    unknown.removeAll(names);
    if (!unknown.isEmpty()) {
      String some =
          unknown.stream()
              .limit(UNKNOWN_TOLD_MAX)
              .map(name -> Shown.of(prefix + name))
              .collect(Collectors.joining(", "));
      object(
          some
              + (unknown.size() > UNKNOWN_TOLD_MAX ? " and others are" : " is")
              + " not among "
              + String.join(", ", new TreeSet<>(names)));
    }
  }

  Optional<String> text(String name, Form form, int charsMax) {
    JsonNode value = said(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isString()) {
      return objection(name, "a text");
    }
    String text = value.stringValue();
    if (text.isBlank() || text.length() > charsMax) {
      return objection(name, "a text of 1 to " + charsMax + " characters");
    }
    return form.fits(text) ? Optional.of(text) : objection(name, form.toString());
  }

  Optional<Integer> whole(String name, int min, int max) {
    JsonNode value = said(name);
    if (value == null) {
      return Optional.empty();
    }
    return value.isIntegralNumber()
            && value.canConvertToInt()
            && value.intValue() >= min
            && value.intValue() <= max
        ? Optional.of(value.intValue())
        : objection(name, "a whole number from " + min + " to " + max);
  }

  Optional<BigDecimal> number(String name, long min, long max) {
    JsonNode value = said(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value.isNumber()) {
      BigDecimal number = value.decimalValue();
      if (number.compareTo(BigDecimal.valueOf(min)) >= 0
          && number.compareTo(BigDecimal.valueOf(max)) <= 0) {
        return Optional.of(number);
      }
    }
    return objection(name, "a number from " + min + " to " + max);
  }

  /** A map of texts, none longer than that. */
  Map<String, String> texts(String name, int entriesMax, int charsMax) {
    JsonNode value = said(name);
    Map<String, String> texts = new LinkedHashMap<>();
    if (value == null) {
      return texts;
    }
    if (!value.isObject() || value.size() > entriesMax) {
      objection(name, "an object of at most " + entriesMax + " texts");
      return texts;
    }
    Clause inner = new Clause(prefix + name, value);
    for (String key : value.propertyNames()) {
      inner.text(key, Form.LINES, charsMax).ifPresent(text -> texts.put(key, text));
    }
    objections.addAll(inner.objections);
    return texts;
  }

  Optional<JsonNode> tree(String name) {
    JsonNode value = said(name);
    if (value == null) {
      return Optional.empty();
    }
    return value.isObject() ? Optional.of(value) : objection(name, "an object");
  }

  /** Remembers that something is wrong, in a sentence. */
  void object(String sentence) {
    objections.add(sentence);
  }

  boolean isAcceptable() {
    return objections.isEmpty();
  }

  Statement.Refused refused() {
    return new Statement.Refused(String.join("; ", objections));
  }

  /** There is no value of a field that is objected to. */
  private <T> Optional<T> objection(String name, String expected) {
    object(Shown.of(prefix + name) + " is not " + expected);
    return Optional.empty();
  }

  private @Nullable JsonNode said(String name) {
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }
}
