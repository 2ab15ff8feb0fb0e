package delphi.jobs.store.dynamodb;

import delphi.jobs.job.Status;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Reads of many rows: along an index, or through the whole table, page by page up to a bound. */
final class Search {
  /** Beyond so many megabytes a few short looks along the index are faster and cheaper. */
  private static final int SCAN_PAGES_MAX = 10;

  private final DynamoDbClient client;
  private final DynamoSettings settings;

  Search(DynamoDbClient client, DynamoSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  static String indexName(Query.Index index) {
    return switch (index) {
      case STATUS -> Shape.STATUS_INDEX;
      case CONVERSATION -> Shape.CONVERSATION_INDEX;
    };
  }

  /** The first rows in the index's order; fewer when the bound on pages comes first. */
  List<Row> alongIndex(Query query) {
    Placeholders placeholders = new Placeholders();
    QueryRequest.Builder request =
        QueryRequest.builder()
            .tableName(settings.table())
            .indexName(indexName(query.index()))
            .keyConditionExpression(all(keys(placeholders, query)))
            .scanIndexForward(query.order() == Query.Order.OLDEST_FIRST);
    String lockBefore = query.lockBefore();
    if (lockBefore == null) {
      request.limit(query.limit());
    } else {
      // DynamoDB counts rows before it filters them: with a limit, pages would be nearly empty.
      request.filterExpression(locked(placeholders, lockBefore));
    }
    request
        .expressionAttributeNames(placeholders.names())
        .expressionAttributeValues(placeholders.values());

    List<Row> found = new ArrayList<>();
    for (int page = 0; page < pages(); page++) {
      QueryResponse answer = client.query(request.build());
      found.addAll(rows(answer.items()));
      if (found.size() >= query.limit() || answer.lastEvaluatedKey().isEmpty()) {
        break;
      }
      request.exclusiveStartKey(answer.lastEvaluatedKey());
    }
    return found.stream().limit(query.limit()).toList();
  }

  /**
   * The first rows in order of creation, of the whole table. A table that is too large for that is
   * looked through along the index, under each status that anybody knows; a row with any other
   * status is not found then.
   *
   * @throws StoreException when that does not help, because a conversation is looked for
   */
  List<Row> everywhere(Query query) {
    boolean isOfAll = query.key() == null;
    int pages = isOfAll ? Math.min(SCAN_PAGES_MAX, pages()) : pages();
    return scan(query, pages)
        .or(() -> isOfAll ? Optional.of(underEachStatus(query)) : Optional.empty())
        .orElseThrow(() -> tooMuch(pages));
  }

  /** Empty when there are more pages: nobody knows then which rows are the first. */
  private Optional<List<Row>> scan(Query query, int pages) {
    ScanRequest.Builder request = scanRequest(query);
    List<Row> found = List.of();
    for (int page = 0; page < pages; page++) {
      ScanResponse answer = client.scan(request.build());
      found = first(found, rows(answer.items()), query);
      if (answer.lastEvaluatedKey().isEmpty()) {
        return Optional.of(found);
      }
      request.exclusiveStartKey(answer.lastEvaluatedKey());
    }
    return Optional.empty();
  }

  private List<Row> underEachStatus(Query query) {
    List<Row> found = List.of();
    for (Status status : Status.values()) {
      Query one =
          new Query(
              Query.Index.STATUS,
              status.name(),
              query.order(),
              query.limit(),
              query.createdFrom(),
              query.createdTo(),
              query.lockBefore());
      found = first(found, alongIndex(one), query);
    }
    return found;
  }

  private StoreException tooMuch(int pages) {
    return new StoreException(
        StoreException.Kind.INVALID,
        "Scan of %s at %s: more than %d megabytes, too much to look through"
            .formatted(settings.table(), settings.place(), pages),
        "Add " + Shape.CONVERSATION_INDEX + " to the table, or ask for rows of one status.");
  }

  private ScanRequest.Builder scanRequest(Query query) {
    Placeholders placeholders = new Placeholders();
    List<String> filters = keys(placeholders, query);
    String lockBefore = query.lockBefore();
    if (lockBefore != null) {
      filters.add(locked(placeholders, lockBefore));
    }
    ScanRequest.Builder request = ScanRequest.builder().tableName(settings.table());
    return filters.isEmpty()
        ? request
        : request
            .filterExpression(all(filters))
            .expressionAttributeNames(placeholders.names())
            .expressionAttributeValues(placeholders.values());
  }

  private static List<String> keys(Placeholders placeholders, Query query) {
    List<String> keys = new ArrayList<>();
    String key = query.key();
    if (key != null) {
      keys.add(compared(placeholders, query.index().attribute(), "=", key));
    }
    String from = query.createdFrom();
    String to = query.createdTo();
    if (from != null && to != null) {
      // An index takes one condition on its order.
      keys.add(between(placeholders, from, to));
    } else if (from != null) {
      keys.add(compared(placeholders, Name.CREATED_AT, ">=", from));
    } else if (to != null) {
      keys.add(compared(placeholders, Name.CREATED_AT, "<=", to));
    }
    return keys;
  }

  private static String between(Placeholders placeholders, String from, String to) {
    return placeholders.name(Name.CREATED_AT)
        + " BETWEEN "
        + placeholders.value(new Attribute.Text(from))
        + " AND "
        + placeholders.value(new Attribute.Text(to));
  }

  private static String locked(Placeholders placeholders, String before) {
    return compared(placeholders, Name.LOCK_EXPIRES_AT, "<", before);
  }

  /** True of texts only: to DynamoDB, values of two types have no order. */
  private static String compared(
      Placeholders placeholders, String name, String operator, String text) {
    return placeholders.name(name)
        + " "
        + operator
        + " "
        + placeholders.value(new Attribute.Text(text));
  }

  private static String all(List<String> conditions) {
    return String.join(" AND ", conditions);
  }

  private static List<Row> rows(List<Map<String, AttributeValue>> items) {
    return items.stream().map(Attributes::row).toList();
  }

  private int pages() {
    return settings.limits().pages();
  }

  private static List<Row> first(List<Row> some, List<Row> more, Query query) {
    return Stream.of(some, more)
        .flatMap(List::stream)
        .sorted(query.comparator())
        .limit(query.limit())
        .toList();
  }
}
