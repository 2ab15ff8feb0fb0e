package delphi.jobs.cost;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much may be spent, and what an order is taken to cost before anybody has said.
 *
 * @param day of all jobs together, from midnight to midnight UTC; null for no limit
 * @param conversationDay of one conversation; null for no limit
 * @param reserve for each order of the day whose cost is not known yet; null for nothing
 */
public record Budget(
    @Nullable Money day, @Nullable Money conversationDay, @Nullable Money reserve) {
  public static final Budget NONE = new Budget(null, null, null);

  public Budget {
    long currencies =
        Stream.of(day, conversationDay, reserve)
            .filter(Objects::nonNull)
            .map(money -> Objects.requireNonNull(money).currency())
            .distinct()
            .count();
    if (currencies > 1) {
      throw new IllegalArgumentException("budgets and what is reserved are of one currency");
    }
    if (reserve != null && day == null && conversationDay == null) {
      throw new IllegalArgumentException("something is reserved, and there is no budget");
    }
  }

  /** Whether there is nothing to look at before an order. */
  public boolean isNone() {
    return day == null && conversationDay == null;
  }
}
