package delphi.jobs.cost;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Whether there is room for one more order in one budget.
 *
 * @param limit null for none
 */
record Room(Budget budget, @Nullable Money limit, DayBook book) {
  boolean isThere() {
    return limit == null || isWithin(limit, reserved());
  }

  /** Whether there would be room if nothing were reserved. */
  boolean isOnlyReserved() {
    return limit == null || isWithin(limit, BigDecimal.ZERO);
  }

  private boolean isWithin(Money most, BigDecimal reserved) {
    BigDecimal used = book.spent(most.currency()).add(reserved);
    Money reserve = budget.reserve();
    return reserve == null
        ? used.compareTo(most.amount()) < 0
        : used.add(reserve.amount()).compareTo(most.amount()) <= 0;
  }

  /** What is kept back for orders whose cost nobody knows. */
  BigDecimal reserved() {
    Money reserve = budget.reserve();
    return reserve == null
        ? BigDecimal.ZERO
        : reserve.amount().multiply(BigDecimal.valueOf(book.open()));
  }

  /**
   * That there is none.
   *
   * @param period whose budget it is
   */
  String words(String period) {
    if (limit == null) {
      return "There is no budget " + period + ".";
    }
    String open =
        reserved().signum() == 0
            ? ""
            : ", and %s %s reserved for open orders: %d"
                .formatted(reserved().toPlainString(), limit.currency(), book.open());
    return "The budget of %s %s is used up: %s %s spent%s."
        .formatted(
            limit, period, book.spent(limit.currency()).toPlainString(), limit.currency(), open);
  }
}
