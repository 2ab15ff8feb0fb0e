package delphi.jobs.cost;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A {@link Spending} as JSON: in the row while a job goes on ({@code spent}), and with more words
 * for readers in its results ({@code cost}). Amounts are text, so that no program rounds them.
 */
public final class SpendingText {
  /** The attribute of a row that has it. */
  public static final String ATTRIBUTE = "spent";

  /** Its place in {@code job_results}. */
  public static final String RECEIPT = "cost";

  private static final String MODELS = "models";
  private static final String REPORTS = "reports";
  private static final String INPUT_TOKENS = "input_tokens";
  private static final String OUTPUT_TOKENS = "output_tokens";
  private static final String MONEY = "money";
  private static final String READ_UNITS = "read_units";
  private static final String WRITE_UNITS = "write_units";

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(16)
                          .maxNumberLength(64)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private SpendingText() {}

  public static String write(Spending spending) {
    return JSON.writeValueAsString(fields(spending));
  }

  /** What a row says; nothing where it says nothing that we understand. */
  public static Spending read(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return Spending.NONE;
    }
    try {
      return of(JSON.readValue(text, Object.class));
    } catch (JacksonException | NumberFormatException another) {
      return Spending.NONE;
    }
  }

  /**
   * What a job was spent on, as it stands in its results: such an object, or the list of reports
   * that earlier versions have left there.
   */
  public static Spending of(@Nullable Object tree) {
    return switch (tree) {
      case List<?> reports ->
          reports.stream()
              .filter(Map.class::isInstance)
              .map(report -> Spending.reported(named((Map<?, ?>) report)))
              .reduce(Spending.NONE, Spending::plus);
      case Map<?, ?> object -> spending(object);
      case null, default -> Spending.NONE;
    };
  }

  /**
   * What a reader of the results wants to know, the sums first.
   *
   * @param said the newest reports of the last attempt, word for word
   */
  public static Map<String, Object> receipt(Spending spending, List<Map<String, Object>> said) {
    Map<String, Object> receipt = new LinkedHashMap<>();
    Sum total = spending.total();
    if (total.isReported()) {
      receipt.putAll(fields(total));
    }
    receipt.putAll(fields(spending));
    if (!said.isEmpty()) {
      receipt.put("said", said);
    }
    return receipt;
  }

  private static Map<String, Object> fields(Spending spending) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (!spending.models().isEmpty()) {
      Map<String, Object> models = new LinkedHashMap<>();
      spending.models().forEach((model, sum) -> models.put(model, fields(sum)));
      fields.put(MODELS, models);
    }
    if (!spending.units().isNone()) {
      fields.put(READ_UNITS, spending.units().read());
      fields.put(WRITE_UNITS, spending.units().write());
    }
    return fields;
  }

  /** A sum, in the words that scripts use. */
  public static Map<String, Object> fields(Sum sum) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(REPORTS, sum.reports());
    if (sum.hasTokens()) {
      fields.put(INPUT_TOKENS, sum.inputTokens());
      fields.put(OUTPUT_TOKENS, sum.outputTokens());
    }
    if (!sum.money().isEmpty()) {
      Map<String, Object> money = new LinkedHashMap<>();
      sum.money().forEach((currency, amount) -> money.put(currency, amount.toPlainString()));
      fields.put(MONEY, money);
    }
    return fields;
  }

  private static Spending spending(Map<?, ?> object) {
    SortedMap<String, Sum> models = new TreeMap<>();
    if (object.get(MODELS) instanceof Map<?, ?> told) {
      told.forEach((model, sum) -> {
        if (models.size() < Spending.MODELS_MAX && sum instanceof Map<?, ?> fields) {
          models.put(String.valueOf(model), sum(fields));
        }
      });
    }
    return new Spending(models, new Units(units(object, READ_UNITS), units(object, WRITE_UNITS)));
  }

  private static Sum sum(Map<?, ?> fields) {
    SortedMap<String, BigDecimal> money = new TreeMap<>();
    if (fields.get(MONEY) instanceof Map<?, ?> told) {
      told.forEach((currency, amount) -> {
        try {
          Money one = new Money(new BigDecimal(String.valueOf(amount)), String.valueOf(currency));
          if (money.size() < Sum.CURRENCIES_MAX) {
            money.put(one.currency(), one.amount());
          }
        } catch (IllegalArgumentException another) {
          // Somebody else's word for it: what is no amount is not counted.
        }
      });
    }
    return new Sum(
        whole(fields, REPORTS), whole(fields, INPUT_TOKENS), whole(fields, OUTPUT_TOKENS), money);
  }

  private static long whole(Map<?, ?> fields, String name) {
    return fields.get(name) instanceof Number number ? Math.max(0, number.longValue()) : 0;
  }

  private static double units(Map<?, ?> fields, String name) {
    double units = fields.get(name) instanceof Number number ? number.doubleValue() : 0;
    return units >= 0 && Double.isFinite(units) ? units : 0;
  }

  private static Map<String, Object> named(Map<?, ?> report) {
    Map<String, Object> fields = new LinkedHashMap<>();
    report.forEach((name, value) -> {
      if (value != null) {
        fields.put(String.valueOf(name), value);
      }
    });
    return fields;
  }
}
