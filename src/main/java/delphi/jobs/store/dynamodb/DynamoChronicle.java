package delphi.jobs.store.dynamodb;

import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.chronicle.Noted;
import delphi.jobs.store.chronicle.PackedPage;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Written;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** The chronicle in the table of the journal: an item a page, nearly always of one unit. */
final class DynamoChronicle implements Chronicle {
  private static final String HAPPENINGS = "happenings";

  private final DynamoDbClient client;
  private final DynamoSettings settings;

  DynamoChronicle(DynamoDbClient client, DynamoSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  /** Without a condition, which would cost nothing but mean nothing: an entry names its content. */
  @Override
  public Noted add(PackedPage page) {
    Map<String, AttributeValue> item =
        Map.of(
            Name.JOB_ID,
            AttributeValue.fromS(page.jobId()),
            DynamoJournal.ENTRY,
            AttributeValue.fromS(page.entry()),
            HAPPENINGS,
            AttributeValue.fromB(SdkBytes.fromByteArray(page.bytes())),
            DynamoJournal.EXPIRES_AT,
            AttributeValue.fromN(Long.toString(page.expiresAt().getEpochSecond())));
    try {
      client.putItem(put -> put.tableName(table()).item(item));
      return new Noted.Done();
    } catch (SdkException failed) {
      return switch (Failure.of(failed).written("PutItem on " + table(), settings.place())) {
        case Written.NoAnswer(String why) -> new Noted.Unclear(why);
        case Written.Refused(String why, String remedy) -> new Noted.Refused(why, remedy);
        case Written.TooLarge(String why) -> new Noted.Refused(why, "");
        case Written.Done _, Written.ConditionFailed _ ->
            throw new IllegalStateException("a failure is no success", failed);
      };
    }
  }

  @Override
  public List<PackedPage> pages(String jobId, int limit) {
    QueryRequest.Builder request =
        QueryRequest.builder()
            .tableName(table())
            .keyConditionExpression("#j = :j AND #e BETWEEN :a AND :b")
            .expressionAttributeNames(Map.of("#j", Name.JOB_ID, "#e", DynamoJournal.ENTRY))
            .expressionAttributeValues(
                Map.of(
                    ":j", AttributeValue.fromS(jobId),
                    ":a", AttributeValue.fromS(PackedPage.PREFIX),
                    ":b", AttributeValue.fromS(PackedPage.END)))
            .scanIndexForward(false)
            .consistentRead(true);
    try {
      return DynamoJournal.items(client, request, limit, settings.limits().pages()).stream()
          .map(item -> page(jobId, item))
          .toList();
    } catch (SdkException failed) {
      throw Failure.of(failed).exception("Query on " + table(), settings.place(), failed);
    }
  }

  private static PackedPage page(String jobId, Map<String, AttributeValue> item) {
    return new PackedPage(
        jobId,
        Objects.requireNonNull(item.get(DynamoJournal.ENTRY)).s(),
        DynamoJournal.payload(item, HAPPENINGS),
        DynamoJournal.expiresAt(item));
  }

  private String table() {
    return settings.journalTable();
  }
}
