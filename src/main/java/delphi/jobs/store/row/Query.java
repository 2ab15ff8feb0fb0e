package delphi.jobs.store.row;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A look along one index.
 *
 * <p>Rows with the same {@code created_at} come in order of {@code job_id} where the database can.
 * A row without a {@code created_at} comes first; DynamoDB's indexes do not have it at all.
 *
 * @param key the value of the index's hash attribute; null for every row, in no index's order but
 *     by {@code created_at} (costly: only for people who look)
 * @param limit at most so many rows, at least 1
 * @param createdFrom only rows whose {@code created_at} is this text or a later one; null for all
 * @param createdTo only rows whose {@code created_at} is this text or an earlier one; null for all
 * @param lockBefore only rows whose {@code lock_expires_at} is a text before this one; null for all
 */
public record Query(
    Index index,
    @Nullable String key,
    Order order,
    int limit,
    @Nullable String createdFrom,
    @Nullable String createdTo,
    @Nullable String lockBefore) {
  public Query {
    if (limit < 1) {
      throw new IllegalArgumentException("a query asks for at least one row, not " + limit);
    }
  }

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

  public Query(
      Index index,
      @Nullable String key,
      Order order,
      int limit,
      @Nullable String createdFrom,
      @Nullable String lockBefore) {
    this(index, key, order, limit, createdFrom, null, lockBefore);
  }

  public static Query oldest(Index index, String key, int limit) {
    return new Query(index, key, Order.OLDEST_FIRST, limit, null, null);
  }

  public Query createdFrom(@Nullable String text) {
    return new Query(index, key, order, limit, text, createdTo, lockBefore);
  }

  public Query createdTo(@Nullable String text) {
    return new Query(index, key, order, limit, createdFrom, text, lockBefore);
  }

  public Query lockBefore(String text) {
    return new Query(index, key, order, limit, createdFrom, createdTo, text);
  }

  /** Whether a row is among those that are asked for; the limit apart. */
  public boolean selects(Row row) {
    return (key == null || row.text(index.attribute()).filter(key::equals).isPresent())
        && (createdFrom == null || createdAt(row).compareTo(createdFrom) >= 0)
        && (createdTo == null || createdAt(row).compareTo(createdTo) <= 0)
        && (lockBefore == null
            || row.text(Name.LOCK_EXPIRES_AT)
                .filter(lock -> isBefore(lock, lockBefore))
                .isPresent());
  }

  /** The order in which the rows are asked for. */
  public Comparator<Row> comparator() {
    Comparator<Row> oldestFirst = Comparator.comparing(Query::createdAt).thenComparing(Row::jobId);
    return switch (order) {
      case OLDEST_FIRST -> oldestFirst;
      case NEWEST_FIRST -> oldestFirst.reversed();
    };
  }

  private static boolean isBefore(String lock, String limit) {
    return lock.compareTo(limit) < 0;
  }

  private static String createdAt(Row row) {
    return row.text(Name.CREATED_AT).orElse("");
  }
}
