package delphi.jobs.store.row;

import org.jspecify.annotations.Nullable;

/**
 * A look along one index.
 *
 * @param key the value of the index's hash attribute; null for every row, in no index's order but
 *     by {@code created_at} (costly: only for people who look)
 * @param limit at most so many rows
 * @param createdFrom only rows whose {@code created_at} is this text or a later one; null for all
 * @param lockBefore only rows whose {@code lock_expires_at} is a text before this one; null for all
 */
public record Query(
    Index index,
    @Nullable String key,
    Order order,
    int limit,
    @Nullable String createdFrom,
    @Nullable String lockBefore) {
  /** Which rows are found under which key; rows with the same key come in order of created_at. */
  public enum Index {
    STATUS(Name.STATUS),
    CONVERSATION(Name.CONVERSATION_ID);

    private final String attribute;

    Index(String attribute) {
      this.attribute = attribute;
    }

    public String attribute() {
      return attribute;
    }
  }

  /** By {@code created_at}, compared as text. */
  public enum Order {
    OLDEST_FIRST,
    NEWEST_FIRST
  }

  public static Query oldest(Index index, String key, int limit) {
    return new Query(index, key, Order.OLDEST_FIRST, limit, null, null);
  }

  public Query createdFrom(@Nullable String text) {
    return new Query(index, key, order, limit, text, lockBefore);
  }

  public Query lockBefore(String text) {
    return new Query(index, key, order, limit, createdFrom, text);
  }
}
