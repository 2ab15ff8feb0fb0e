package delphi.jobs.cost;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What scripts have said that they have spent, added up.
 *
 * @param reports how often something was said; without any, nothing is known, which is not zero
 * @param money by currency; empty where only tokens were told
 */
public record Sum(
    long reports, long inputTokens, long outputTokens, SortedMap<String, BigDecimal> money) {
  public static final Sum NONE = new Sum(0, 0, 0, new TreeMap<>());

  /** Further ones are left out: nobody pays in so many. */
  static final int CURRENCIES_MAX = 8;

  private static final long MAX = Long.MAX_VALUE / 4;

  public Sum {
    if (reports < 0 || inputTokens < 0 || outputTokens < 0) {
      throw new IllegalArgumentException("nobody gives anything back");
    }
    reports = Math.min(MAX, reports);
    inputTokens = Math.min(MAX, inputTokens);
    outputTokens = Math.min(MAX, outputTokens);
    money = Collections.unmodifiableSortedMap(new TreeMap<>(money));
  }

  public Sum plus(Sum more) {
    return new Sum(
        reports + more.reports,
        inputTokens + more.inputTokens,
        outputTokens + more.outputTokens,
        added(money, more.money));
  }

  public boolean isReported() {
    return reports > 0;
  }

  /** Whether any of it is tokens. */
  public boolean hasTokens() {
    return inputTokens > 0 || outputTokens > 0;
  }

  /** {@code 3 EUR + 0.1 USD}; empty where no money was told. */
  public String moneyText() {
    return money.entrySet().stream()
        .map(each -> each.getValue().toPlainString() + " " + each.getKey())
        .collect(Collectors.joining(" + "));
  }

  static SortedMap<String, BigDecimal> added(
      Map<String, BigDecimal> some, Map<String, BigDecimal> more) {
    SortedMap<String, BigDecimal> all = new TreeMap<>(some);
    more.forEach((currency, amount) -> {
      if (all.containsKey(currency) || all.size() < CURRENCIES_MAX) {
        all.merge(currency, amount, (one, other) -> Money.plain(one.add(other)));
      }
    });
    return all;
  }
}
