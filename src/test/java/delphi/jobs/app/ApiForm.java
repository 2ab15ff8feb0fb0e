package delphi.jobs.app;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds answers of the API against its description: as much of JSON Schema as the document uses,
 * and no more; a word of it that this does not know is an error.
 */
final class ApiForm {
  private static final List<String> KNOWN =
      List.of(
          "$ref",
          "type",
          "properties",
          "required",
          "additionalProperties",
          "description",
          "items",
          "enum",
          "oneOf",
          "format",
          "minimum",
          "maximum",
          "maxItems",
          "maxLength",
          "default");

  private final JsonNode document;

  ApiForm() throws IOException {
    try (InputStream in = delphi.jobs.web.WebServer.class.getResourceAsStream("openapi.json")) {
      document = JsonMapper.shared().readTree(in);
    }
  }

  /** What is wrong with an answer; nothing when it is as described. */
  List<String> wrong(String method, String path, int status, String contentType, String body) {
    JsonNode response =
        document
            .path("paths")
            .path(path)
            .path(method.toLowerCase(Locale.ROOT))
            .path("responses")
            .path(Integer.toString(status));
    JsonNode described =
        response.has("$ref")
            ? document.at(response.path("$ref").asString("").substring(1))
            : response;
    JsonNode content = described.path("content").path(contentType.replaceFirst(";.*", ""));
    if (content.isMissingNode()) {
      return List.of(
          method + " " + path + ": no " + contentType + " with " + status + " is told of");
    }
    List<String> wrong = new ArrayList<>();
    check(content.path("schema"), JsonMapper.shared().readTree(body), "$", wrong);
    return wrong;
  }

  private void check(JsonNode schema, JsonNode value, String place, List<String> wrong) {
    schema
        .properties()
        .forEach(word -> {
          if (!KNOWN.contains(word.getKey())) {
            wrong.add(place + ": the description uses " + word.getKey());
          }
        });
    if (schema.has("$ref")) {
      check(document.at(schema.path("$ref").asString("").substring(1)), value, place, wrong);
      return;
    }
    if (schema.has("oneOf")) {
      boolean any =
          StreamSupport.stream(schema.path("oneOf").spliterator(), false)
              .anyMatch(each -> {
                List<String> some = new ArrayList<>();
                check(each, value, place, some);
                return some.isEmpty();
              });
      if (!any) {
        wrong.add(place + " is none of what it may be");
      }
      return;
    }
    if (!isOfType(schema.path("type"), value)) {
      wrong.add(place + " is " + value.getNodeType() + ", not " + schema.path("type"));
      return;
    }
    if (schema.has("enum")
        && StreamSupport.stream(schema.path("enum").spliterator(), false)
            .noneMatch(value::equals)) {
      wrong.add(place + " is " + value);
    }
    if (value.isObject()) {
      object(schema, value, place, wrong);
    }
    if (value.isArray() && schema.has("items")) {
      int i = 0;
      for (JsonNode each : value) {
        check(schema.path("items"), each, place + "[" + i++ + "]", wrong);
      }
    }
  }

  private void object(JsonNode schema, JsonNode value, String place, List<String> wrong) {
    schema
        .path("required")
        .forEach(name -> {
          if (!value.has(name.asString(""))) {
            wrong.add(place + " has no " + name);
          }
        });
    JsonNode more = schema.path("additionalProperties");
    value
        .properties()
        .forEach(field -> {
          JsonNode known = schema.path("properties").path(field.getKey());
          String there = place + "." + field.getKey();
          if (!known.isMissingNode()) {
            check(known, field.getValue(), there, wrong);
          } else if (more.isObject()) {
            check(more, field.getValue(), there, wrong);
          } else if (more.isBoolean() && !more.asBoolean(true)) {
            wrong.add(there + " is not described");
          }
        });
  }

  private static boolean isOfType(JsonNode type, JsonNode value) {
    if (type.isMissingNode()) {
      return true;
    }
    if (type.isArray()) {
      return StreamSupport.stream(type.spliterator(), false)
          .anyMatch(each -> isOfType(each, value));
    }
    return switch (type.asString("")) {
      case "string" -> value.isString();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "null" -> value.isNull();
      default -> false;
    };
  }
}
