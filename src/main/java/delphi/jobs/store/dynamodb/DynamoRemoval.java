package delphi.jobs.store.dynamodb;

import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Removal;
import delphi.jobs.store.row.Removed;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Written;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Removes items from the table of jobs, each under the condition of all its attributes. */
final class DynamoRemoval implements Removal {
  /** DynamoDB takes 300 operators in an expression, and 4 KB of its text. */
  private static final int ATTRIBUTES_MAX = 140;

  private final DynamoDbClient client;
  private final DynamoSettings settings;

  DynamoRemoval(DynamoDbClient client, DynamoSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  @Override
  public Removed remove(Row seen) {
    if (seen.attributes().size() > ATTRIBUTES_MAX) {
      return new Removed.Changed();
    }
    try {
      client.deleteItem(request(seen));
      return new Removed.Done();
    } catch (ConditionalCheckFailedException failed) {
      // The library repeats requests by itself, so "nothing there" may be our own success.
      return failed.hasItem() ? new Removed.Changed() : new Removed.Gone();
    } catch (SdkException failed) {
      String request = "DeleteItem on " + settings.table();
      return switch (Failure.of(failed).written(request, settings.place())) {
        case Written.NoAnswer(String why) -> new Removed.Unclear(why);
        case Written.Refused(String why, String remedy) -> new Removed.Refused(why, remedy);
        case Written.TooLarge(String why) -> new Removed.Refused(why, "");
        case Written.Done _, Written.ConditionFailed _ ->
            throw new IllegalStateException("a failure is no success", failed);
      };
    }
  }

  private DeleteItemRequest request(Row seen) {
    Placeholders placeholders = new Placeholders();
    String condition =
        seen.attributes().entrySet().stream()
            .map(each ->
                placeholders.name(each.getKey()) + " = " + placeholders.value(each.getValue()))
            .collect(Collectors.joining(" AND "));
    return DeleteItemRequest.builder()
        .tableName(settings.table())
        .key(Map.of(Name.JOB_ID, AttributeValue.fromS(seen.jobId())))
        .conditionExpression(condition)
        .expressionAttributeNames(placeholders.names())
        .expressionAttributeValues(placeholders.values())
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }
}
