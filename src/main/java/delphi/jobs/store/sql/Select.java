package delphi.jobs.store.sql;

import delphi.jobs.store.row.Query;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link Query} in SQL.
 *
 * @param texts what stands for the question marks, in order; the limit is one more
 */
record Select(String sql, List<String> texts) {
  static Select of(Query query) {
    List<String> conditions = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    String key = query.key();
    if (key != null) {
      conditions.add(column(query.index()) + " = ?");
      texts.add(key);
    }
    String createdFrom = query.createdFrom();
    if (createdFrom != null) {
      conditions.add("created_at >= ?");
      texts.add(createdFrom);
    }
    String createdTo = query.createdTo();
    if (createdTo != null) {
      conditions.add("created_at <= ?");
      texts.add(createdTo);
    }
    String lockBefore = query.lockBefore();
    if (lockBefore != null) {
      conditions.add("lock_expires_at < ?");
      texts.add(lockBefore);
    }
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    String sql = "SELECT attributes FROM job" + where + order(query.order()) + " LIMIT ?";
    return new Select(sql, texts);
  }

  private static String column(Query.Index index) {
    return switch (index) {
      case STATUS -> "status";
      case CONVERSATION -> "conversation_id";
    };
  }

  private static String order(Query.Order order) {
    return switch (order) {
      case OLDEST_FIRST -> " ORDER BY created_at, job_id";
      case NEWEST_FIRST -> " ORDER BY created_at DESC, job_id DESC";
    };
  }
}
