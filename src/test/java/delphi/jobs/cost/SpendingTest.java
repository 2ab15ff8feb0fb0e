package delphi.jobs.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums of what was reported, and their text in a row. */
class SpendingTest {
  private static final Spending ONE =
      Spending.reported(
          Map.of(
              "model", "m",
              "input_tokens", new BigDecimal("1200"),
              "usd", new BigDecimal("0.10")));
  private static final Spending OTHER =
      Spending.reported(Map.of("amount", new BigDecimal("0.3"), "currency", "EUR"));

  @Test
  void moneyIsNeverRounded() {
    Spending sum = Spending.NONE;
    for (int i = 0; i < 10; i++) {
      sum = sum.plus(ONE);
    }
    assertThat(sum.total().money()).containsOnly(Map.entry("USD", new BigDecimal("1")));
    assertThat(new Money(new BigDecimal("1E+3"), "USD")).hasToString("1000 USD");
  }

  @Test
  void aTextIsReadAsItWasWritten() {
    Spending all = ONE.plus(OTHER).plus(Spending.of(new Units(1.5, 24)));

    assertThat(SpendingText.write(all))
        .isEqualTo(
            "{\"models\":{\"\":{\"reports\":1,\"money\":{\"EUR\":\"0.3\"}},"
                + "\"m\":{\"reports\":1,\"input_tokens\":1200,\"output_tokens\":0,"
                + "\"money\":{\"USD\":\"0.1\"}}},\"read_units\":1.5,\"write_units\":24.0}");
    assertThat(SpendingText.read(SpendingText.write(all))).isEqualTo(all);
    assertThat(SpendingText.of(SpendingText.receipt(all, List.of()))).isEqualTo(all);
  }

  @Test
  void theReportsOfEarlierVersionsAreUnderstood() {
    Object list = List.of(Map.of("usd", 0.25, "input_tokens", 7), "nonsense", Map.of("usd", 1));

    assertThat(SpendingText.of(list).total())
        .isEqualTo(
            Spending.reported(Map.of("usd", 1.25, "input_tokens", 7))
                .plus(Spending.reported(Map.of()))
                .total());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[",
        "12",
        "{\"models\":7}",
        "{\"models\":{\"a\":{\"reports\":\"x\",\"money\":{\"USD\":\"1e999999999\",\"usd\":1}}}}",
        "{\"read_units\":-1,\"write_units\":\"many\"}",
        "1e99999999999999"
      })
  void whatSomebodyElseHasWrittenThereIsNotBelieved(String text) {
    assertThat(SpendingText.read(text).total().money()).isEmpty();
    assertThat(SpendingText.read(text).isReported()).isFalse();
  }

  @Test
  void sumsHaveLimits() {
    Spending many = Spending.NONE;
    for (int i = 0; i < 100; i++) {
      many =
          many.plus(
              Spending.reported(
                  Map.of(
                      "model",
                      "model-" + i,
                      "amount",
                      BigDecimal.ONE,
                      "currency",
                      "A" + (char) ('A' + i / 26) + (char) ('A' + i % 26))));
    }

    assertThat(many.models()).hasSizeLessThanOrEqualTo(Spending.MODELS_MAX + 1);
    assertThat(many.total().reports()).isEqualTo(100);
    assertThat(many.total().money()).hasSize(Sum.CURRENCIES_MAX);
    assertThat(SpendingText.write(many)).hasSizeLessThan(4_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"25", "USD", "25 usd", "-1 USD", "1e3 USD", "25  USD", "1. USD", ""})
  void moneyHasACurrencyAndNoExponent(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Money.parse(text));
  }
}
