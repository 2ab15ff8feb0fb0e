package delphi.jobs.cost;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the budget of one day stands.
 *
 * @param conversation whose it is; empty for all jobs together
 * @param limit as it is set here; null where none is
 * @param pollersLimit as it was for the poller that has written last; null where it had none
 * @param spent as far as scripts have said, by currency
 * @param openOrders whose cost nobody has told, while something is reserved for each
 * @param reserved for them; null where it is not set here how much
 */
public record Pot(
    String conversation,
    @Nullable Money limit,
    @Nullable Money pollersLimit,
    SortedMap<String, BigDecimal> spent,
    long openOrders,
    @Nullable Money reserved) {
  public Pot {
    spent = Collections.unmodifiableSortedMap(new TreeMap<>(spent));
  }

  static Pot of(String conversation, @Nullable Money limit, Budget budget, DayBook book) {
    Money reserve = budget.reserve();
    return new Pot(
        conversation,
        limit,
        limit(book.limit()),
        book.spent(),
        book.open(),
        reserve == null
            ? null
            : new Money(
                reserve.amount().multiply(BigDecimal.valueOf(book.open())), reserve.currency()));
  }

  private static @Nullable Money limit(String told) {
    try {
      return told.isEmpty() ? null : Money.parse(told);
    } catch (IllegalArgumentException another) {
      return null;
    }
  }

  /** The limit that is set here, else that of the pollers; null where nobody has one. */
  public @Nullable Money limitInForce() {
    return limit == null ? pollersLimit : limit;
  }

  /** What may still be spent, never less than nothing; null where there is no limit. */
  public @Nullable Money left() {
    Money most = limitInForce();
    if (most == null) {
      return null;
    }
    BigDecimal kept = reserved == null ? BigDecimal.ZERO : reserved.amount();
    BigDecimal used = spent.getOrDefault(most.currency(), BigDecimal.ZERO).add(kept);
    return new Money(most.amount().subtract(used).max(BigDecimal.ZERO), most.currency());
  }

  /** Whether anybody has spent, reserved, or limited anything. */
  public boolean isUsed() {
    return limitInForce() != null || !spent.isEmpty() || openOrders > 0;
  }
}
