package delphi.jobs.handler;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Understands what a script says that it has spent since it last said so (CONTRACT §5). Five fields
 * are added up, and so must be what their names say; others are numbers and short texts for people.
 *
 * <pre>
 * {"cost":{"provider":"…","model":"…","input_tokens":1200,"output_tokens":300,"usd":0.0123}}
 * {"cost":{"what":"batch","amount":"0.0123","currency":"EUR"}}
 * </pre>
 *
 * <p>An amount is a number, or a text where the script's own numbers would round it.
 */
final class CostReader {
  private static final int FIELDS_MAX = 16;
  private static final int CHARS_MAX = 128;
  private static final long MAX = 1_000_000_000_000L;
  private static final int DECIMALS_MAX = 12;
  private static final Pattern AMOUNT = Pattern.compile("\\d{1,12}(\\.\\d{1,12})?");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  private final Clause clause;
  private final JsonNode node;
  private final Map<String, Object> fields = new LinkedHashMap<>();

  private CostReader(JsonNode node) {
    this.clause = new Clause("cost", node);
    this.node = node;
  }

  static Statement read(JsonNode node) {
    CostReader reader = new CostReader(node);
    if (node.size() > FIELDS_MAX) {
      reader.clause.object("cost has more than " + FIELDS_MAX + " fields");
    } else {
      node.propertyNames().forEach(reader::field);
      reader.whole();
    }
    return reader.clause.isAcceptable()
        ? new Statement.Cost(reader.fields)
        : reader.clause.refused();
  }

  private void field(String name) {
    if (!Form.FIELD.fits(name)) {
      clause.object("cost: " + Shown.of(name) + " is not " + Form.FIELD);
      return;
    }
    switch (name) {
      case "input_tokens", "output_tokens" -> tokens(name);
      case "usd", "amount" -> amount(name);
      case "currency" -> text(name, Form.TEXT);
      case "model" -> text(name, Form.MODEL);
      default -> other(name);
    }
  }

  private void tokens(String name) {
    clause
        .number(name, 0, MAX)
        .ifPresent(number -> {
          if (number.stripTrailingZeros().scale() > 0) {
            clause.object("'cost." + name + "' is not a whole number");
          } else {
            fields.put(name, number);
          }
        });
  }

  private void amount(String name) {
    JsonNode value = node.get(name);
    if (value.isString() && AMOUNT.matcher(value.stringValue()).matches()) {
      fields.put(name, new BigDecimal(value.stringValue()));
    } else if (value.isString()) {
      clause.object("'cost." + name + "' is not an amount like 0.0123");
    } else if (!value.isNumber()) {
      text(name, Form.TEXT);
    } else {
      clause
          .number(name, 0, MAX)
          .ifPresent(number -> {
            if (number.stripTrailingZeros().scale() > DECIMALS_MAX) {
              clause.object("'cost." + name + "' has more than " + DECIMALS_MAX + " decimals");
            } else {
              fields.put(name, number);
            }
          });
    }
  }

  private void text(String name, Form form) {
    clause.text(name, form, CHARS_MAX).ifPresent(text -> fields.put(name, text));
  }

  private void other(String name) {
    if (node.get(name).isNumber()) {
      clause.number(name, 0, MAX).ifPresent(number -> fields.put(name, number));
    } else {
      text(name, Form.TEXT);
    }
  }

  /** What only makes sense together. */
  private void whole() {
    boolean hasAmount = fields.containsKey("amount");
    Object currency = fields.get("currency");
    if (hasAmount && fields.containsKey("usd")) {
      clause.object("cost has both usd and an amount");
    }
    if (hasAmount != (currency != null)) {
      clause.object("cost: an amount and its currency are said together");
    }
    if (currency instanceof String text && !CURRENCY.matcher(text).matches()) {
      clause.object("'cost.currency' is not three capitals");
    }
    if (clause.isAcceptable() && fields.isEmpty()) {
      clause.object("cost names nothing");
    }
  }
}
