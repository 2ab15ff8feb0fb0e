package delphi.jobs.store.dynamodb;

import delphi.jobs.store.roster.Roster;
import delphi.jobs.store.roster.WorkerRecord;
import delphi.jobs.store.roster.WorkerText;
import delphi.jobs.store.row.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The roster in the table of the journal: all records under one key, so that one query has all. */
final class DynamoRoster implements Roster {
  /** What stands where the journal has a job's id; no job has that id. */
  private static final String ROSTER = "roster";

  private static final String TEXT = "text";

  /** A page has about a thousand records; more are those that the table has not dropped yet. */
  private static final int PAGES_MAX = 3;

  private final DynamoDbClient client;
  private final DynamoSettings settings;

  DynamoRoster(DynamoDbClient client, DynamoSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  @Override
  public void publish(WorkerRecord worker) {
    Map<String, AttributeValue> item =
        Map.of(
            Name.JOB_ID,
            AttributeValue.fromS(ROSTER),
            DynamoJournal.ENTRY,
            AttributeValue.fromS(worker.id()),
            TEXT,
            AttributeValue.fromS(WorkerText.write(worker)),
            DynamoJournal.EXPIRES_AT,
            AttributeValue.fromN(Long.toString(worker.expiresAt().getEpochSecond())));
    try {
      client.putItem(put -> put.tableName(table()).item(item));
    } catch (SdkException failed) {
      throw Failure.of(failed).exception("PutItem on " + table(), settings.place(), failed);
    }
  }

  @Override
  public List<WorkerRecord> all() {
    QueryRequest.Builder request =
        QueryRequest.builder()
            .tableName(table())
            .keyConditionExpression("#j = :r")
            .expressionAttributeNames(Map.of("#j", Name.JOB_ID))
            .expressionAttributeValues(Map.of(":r", AttributeValue.fromS(ROSTER)));
    List<WorkerRecord> workers = new ArrayList<>();
    try {
      for (int page = 0; page < PAGES_MAX; page++) {
        QueryResponse answer = client.query(request.build());
        answer.items().forEach(item -> add(item, workers));
        if (!answer.hasLastEvaluatedKey()) {
          break;
        }
        request.exclusiveStartKey(answer.lastEvaluatedKey());
      }
      return workers;
    } catch (SdkException failed) {
      throw Failure.of(failed).exception("Query on " + table(), settings.place(), failed);
    }
  }

  private static void add(Map<String, AttributeValue> item, List<WorkerRecord> workers) {
    AttributeValue text = item.get(TEXT);
    if (text != null && text.s() != null) {
      WorkerText.read(text.s()).ifPresent(workers::add);
    }
  }

  private String table() {
    return settings.journalTable();
  }
}
