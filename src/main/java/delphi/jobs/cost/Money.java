package delphi.jobs.cost;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * An amount in one currency; never a floating-point number.
 *
 * @param currency three capitals: {@code USD}
 */
public record Money(BigDecimal amount, String currency) {
  /** More than any budget, and short enough to be added for ever. */
  public static final BigDecimal MAX = BigDecimal.valueOf(1_000_000_000_000L);

  /** A token costs a few millionths. */
  public static final int DECIMALS_MAX = 12;

  public static final String USD = "USD";

  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final Pattern TEXT =
      Pattern.compile("(?<amount>\\d{1,12}(\\.\\d{1,12})?) ?(?<currency>[A-Z]{3})");

  public Money {
    if (!isAmount(amount)) {
      throw new IllegalArgumentException("it is no amount");
    }
    if (!isCurrency(currency)) {
      throw new IllegalArgumentException("it names no currency");
    }
    amount = plain(amount);
  }

  /**
   * Reads {@code 25 USD}.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static Money parse(String text) {
    var matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("it is not an amount with its currency");
    }
    return new Money(new BigDecimal(matcher.group("amount")), matcher.group("currency"));
  }

  /** Whether somebody can have spent so much, and said so exactly. */
  public static boolean isAmount(BigDecimal number) {
    return number.signum() >= 0
        && number.compareTo(MAX) <= 0
        && number.stripTrailingZeros().scale() <= DECIMALS_MAX;
  }

  public static boolean isCurrency(String text) {
    return CURRENCY.matcher(text).matches();
  }

  /** Without an exponent, and without zeros that say nothing. */
  static BigDecimal plain(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }

  @Override
  public String toString() {
    return amount.toPlainString() + " " + currency;
  }
}
