package delphi.jobs.store.dynamodb;

import delphi.jobs.store.row.Attribute;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The names and values of one request. Every name goes through a placeholder, because DynamoDB
 * reserves some 570 words, {@code status} among them.
 */
final class Placeholders {
  private final Map<String, String> byName = new LinkedHashMap<>();
  private final Map<String, AttributeValue> values = new LinkedHashMap<>();

  String name(String attribute) {
    return byName.computeIfAbsent(attribute, _ -> "#n" + byName.size());
  }

  String value(Attribute attribute) {
    String placeholder = ":v" + values.size();
    values.put(placeholder, Attributes.sdk(attribute));
    return placeholder;
  }

  Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    byName.forEach((name, placeholder) -> names.put(placeholder, name));
    return names;
  }

  Map<String, AttributeValue> values() {
    return values;
  }
}
