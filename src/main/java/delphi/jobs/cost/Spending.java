package delphi.jobs.cost;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a job has cost so far, all its attempts together.
 *
 * @param models what its script has reported, by model; under an empty name what was said of none
 * @param units what its poller has asked the table for
 */
public record Spending(SortedMap<String, Sum> models, Units units) {
  public static final Spending NONE = new Spending(new TreeMap<>(), Units.NONE);

  /** What is said of further models counts as said of none. */
  static final int MODELS_MAX = 16;

  static final String NO_MODEL = "";

  public Spending {
    models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
  }

  /** Only units. */
  public static Spending of(Units units) {
    return new Spending(new TreeMap<>(), units);
  }

  /**
   * One report of a script, in the words of the job channel: {@code model}, {@code input_tokens},
   * {@code output_tokens}, and {@code usd}, or {@code amount} with its {@code currency}. What is of
   * another form is left out.
   */
  public static Spending reported(Map<String, ?> fields) {
    SortedMap<String, BigDecimal> money = new TreeMap<>();
    String currency = fields.get("currency") instanceof String named ? named : Money.USD;
    BigDecimal amount = number(fields.get(fields.containsKey("usd") ? "usd" : "amount"));
    if (amount != null && Money.isAmount(amount) && Money.isCurrency(currency)) {
      money.put(currency, Money.plain(amount));
    }
    Sum sum =
        new Sum(1, tokens(fields.get("input_tokens")), tokens(fields.get("output_tokens")), money);
    String model = fields.get("model") instanceof String named ? named : NO_MODEL;
    return new Spending(new TreeMap<>(Map.of(model, sum)), Units.NONE);
  }

  public Spending plus(Spending more) {
    SortedMap<String, Sum> all = new TreeMap<>(models);
    more.models.forEach((model, sum) -> {
      boolean hasRoom = all.containsKey(model) || all.size() < MODELS_MAX;
      all.merge(hasRoom ? model : NO_MODEL, sum, Sum::plus);
    });
    return new Spending(all, units.plus(more.units));
  }

  /** Of all models together. */
  public Sum total() {
    return models.values().stream().reduce(Sum.NONE, Sum::plus);
  }

  public boolean isReported() {
    return total().isReported();
  }

  private static long tokens(@Nullable Object value) {
    BigDecimal number = number(value);
    return number == null || number.signum() < 0 || number.compareTo(Money.MAX) > 0
        ? 0
        : number.longValue();
  }

  private static @Nullable BigDecimal number(@Nullable Object value) {
    return switch (value) {
      case BigDecimal exact -> exact;
      case Number other -> new BigDecimal(other.toString());
      case null, default -> null;
    };
  }
}
