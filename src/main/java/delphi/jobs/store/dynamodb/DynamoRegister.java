package delphi.jobs.store.dynamodb;

import delphi.jobs.store.register.Kept;
import delphi.jobs.store.register.Register;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Written;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** The register in the table of the journal: an item a text. */
final class DynamoRegister implements Register {
  /** Where texts lie among what the journal has of jobs; no job has such an entry. */
  private static final String ENTRY = "register";

  private static final String TEXT = "text";

  private final DynamoDbClient client;
  private final DynamoSettings settings;

  DynamoRegister(DynamoDbClient client, DynamoSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  @Override
  public Optional<String> find(String name) {
    try {
      return text(
          client.getItem(get -> get.tableName(table()).key(key(name)).consistentRead(true)).item());
    } catch (SdkException failed) {
      throw Failure.of(failed).exception("GetItem on " + table(), settings.place(), failed);
    }
  }

  @Override
  public Kept keep(String name, @Nullable String seen, String text, Instant expiresAt) {
    try {
      client.putItem(request(name, seen, text, expiresAt));
      return new Kept.Done();
    } catch (ConditionalCheckFailedException failed) {
      // The library repeats requests by itself, so this may be the echo of our own success.
      return failed.hasItem() && text(failed.item()).filter(text::equals).isPresent()
          ? new Kept.Done()
          : new Kept.Changed();
    } catch (SdkException failed) {
      return switch (Failure.of(failed).written("PutItem on " + table(), settings.place())) {
        case Written.NoAnswer(String why) -> new Kept.Unclear(why);
        case Written.Refused(String why, String remedy) -> new Kept.Refused(why, remedy);
        case Written.TooLarge(String why) -> new Kept.Refused(why, "");
        case Written.Done _, Written.ConditionFailed _ ->
            throw new IllegalStateException("a failure is no success", failed);
      };
    }
  }

  private PutItemRequest request(
      String name, @Nullable String seen, String text, Instant expiresAt) {
    PutItemRequest.Builder request =
        PutItemRequest.builder()
            .tableName(table())
            .item(
                Map.of(
                    Name.JOB_ID,
                    AttributeValue.fromS(name),
                    DynamoJournal.ENTRY,
                    AttributeValue.fromS(ENTRY),
                    TEXT,
                    AttributeValue.fromS(text),
                    DynamoJournal.EXPIRES_AT,
                    AttributeValue.fromN(Long.toString(expiresAt.getEpochSecond()))))
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    return seen == null
        ? request
            .conditionExpression("attribute_not_exists(#j)")
            .expressionAttributeNames(Map.of("#j", Name.JOB_ID))
            .build()
        : request
            .conditionExpression("#t = :t")
            .expressionAttributeNames(Map.of("#t", TEXT))
            .expressionAttributeValues(Map.of(":t", AttributeValue.fromS(seen)))
            .build();
  }

  private static Map<String, AttributeValue> key(String name) {
    return Map.of(
        Name.JOB_ID, AttributeValue.fromS(name), DynamoJournal.ENTRY, AttributeValue.fromS(ENTRY));
  }

  private static Optional<String> text(Map<String, AttributeValue> item) {
    return Optional.ofNullable(item.get(TEXT)).map(AttributeValue::s);
  }

  private String table() {
    return settings.journalTable();
  }
}
