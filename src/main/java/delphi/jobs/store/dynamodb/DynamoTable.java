package delphi.jobs.store.dynamodb;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** The table of jobs in DynamoDB: one request an operation, but for long reads. */
final class DynamoTable implements Table {
  private final DynamoDbClient client;
  private final DynamoSettings settings;
  private final Search search;

  DynamoTable(DynamoDbClient client, DynamoSettings settings) {
    this.client = client;
    this.settings = settings;
    this.search = new Search(client, settings);
  }

  @Override
  public Written write(Change change) {
    try {
      UpdateItemResponse answer = client.updateItem(Update.of(settings.table(), change));
      return new Written.Done(answer.hasAttributes() ? Attributes.row(answer.attributes()) : null);
    } catch (ConditionalCheckFailedException failed) {
      return new Written.ConditionFailed(failed.hasItem() ? Attributes.row(failed.item()) : null);
    } catch (SdkException failed) {
      return Failure.of(failed).written("UpdateItem on " + settings.table(), settings.place());
    }
  }

  @Override
  public Optional<Row> get(String jobId) {
    GetItemRequest request =
        GetItemRequest.builder()
            .tableName(settings.table())
            .key(Map.of(Name.JOB_ID, AttributeValue.fromS(jobId)))
            .consistentRead(true)
            .build();
    try {
      GetItemResponse answer = client.getItem(request);
      return answer.hasItem() ? Optional.of(Attributes.row(answer.item())) : Optional.empty();
    } catch (SdkException failed) {
      throw exception("GetItem on " + settings.table(), failed);
    }
  }

  @Override
  public List<Row> query(Query query) {
    if (query.key() == null) {
      return scan(query);
    }
    try {
      return search.alongIndex(query);
    } catch (SdkException failed) {
      // Some installations have no such index (CONTRACT §1), and people look rarely.
      if (query.index() == Query.Index.CONVERSATION
          && Failure.of(failed).kind() == Failure.Kind.MISSING_INDEX) {
        return scan(query);
      }
      throw exception(
          "Query of " + Search.indexName(query.index()) + " on " + settings.table(), failed);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private List<Row> scan(Query query) {
    try {
      return search.everywhere(query);
    } catch (SdkException failed) {
      throw exception("Scan of " + settings.table(), failed);
    }
  }

  private StoreException exception(String request, SdkException failed) {
    return Failure.of(failed).exception(request, settings.place(), failed);
  }
}
