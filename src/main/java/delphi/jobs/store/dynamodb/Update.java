package delphi.jobs.store.dynamodb;

import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Condition;
import delphi.jobs.store.row.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** A {@link Change} as a request that answers with the row, before it or after it. */
final class Update {
  private final Placeholders placeholders = new Placeholders();

  private Update() {}

  static UpdateItemRequest of(String table, Change change) {
    return new Update().request(table, change);
  }

  private UpdateItemRequest request(String table, Change change) {
    UpdateItemRequest.Builder request =
        UpdateItemRequest.builder()
            .tableName(table)
            .key(Map.of(Name.JOB_ID, AttributeValue.fromS(change.jobId())))
            .conditionExpression(conditions(change))
            .returnValues(ReturnValue.ALL_NEW)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    String clauses = clauses(change);
    if (!clauses.isEmpty()) {
      request.updateExpression(clauses);
    }
    request.expressionAttributeNames(placeholders.names());
    if (!placeholders.values().isEmpty()) {
      request.expressionAttributeValues(placeholders.values());
    }
    return request.build();
  }

  private String conditions(Change change) {
    return change.conditions().stream().map(this::text).collect(Collectors.joining(" AND "));
  }

  private String text(Condition condition) {
    return switch (condition) {
      case Condition.Equal(String name, Attribute value) ->
          placeholders.name(name) + " = " + placeholders.value(value);
      case Condition.Absent(String name) -> "attribute_not_exists(" + placeholders.name(name) + ")";
      case Condition.NotAfter(String name, String text) ->
          "(attribute_not_exists("
              + placeholders.name(name)
              + ") OR "
              + placeholders.name(name)
              + " <= "
              + placeholders.value(new Attribute.Text(text))
              + ")";
    };
  }

  /** The key is not among what is set: the request names it already, and refuses it here. */
  private String clauses(Change change) {
    List<String> set = new ArrayList<>();
    change
        .set()
        .forEach((name, value) -> {
          if (!name.equals(Name.JOB_ID)) {
            set.add(placeholders.name(name) + " = " + placeholders.value(value));
          }
        });
    List<String> remove = change.remove().stream().map(placeholders::name).toList();
    List<String> clauses = new ArrayList<>();
    if (!set.isEmpty()) {
      clauses.add("SET " + String.join(", ", set));
    }
    if (!remove.isEmpty()) {
      clauses.add("REMOVE " + String.join(", ", remove));
    }
    return String.join(" ", clauses);
  }
}
