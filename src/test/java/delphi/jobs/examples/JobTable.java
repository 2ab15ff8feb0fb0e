package delphi.jobs.examples;

import delphi.jobs.store.dynamodb.DynamoDbLocal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * A table with the key and the four indexes of CONTRACT §1, seen as plainly as DynamoDB shows it:
 * an index refuses rows whose keys it cannot take.
 */
record JobTable(DynamoDbClient client, String name) implements AutoCloseable {

  private static final List<String> KEYS =
      List.of("job_id", "status", "created_at", "conversation_id", "job_type", "worker_id");

  static JobTable create() {
    JobTable table =
        new JobTable(DynamoDbLocal.shared().client(), "Delphi_JobQueue-" + UUID.randomUUID());
    table.client.createTable(request ->
        request
            .tableName(table.name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(
                Stream.concat(
                        KEYS.stream().map(key -> attribute(key, ScalarAttributeType.S)),
                        Stream.of(attribute("priority", ScalarAttributeType.N)))
                    .toList())
            .keySchema(key("job_id", KeyType.HASH))
            .globalSecondaryIndexes(
                index("StatusCreatedIndex", "status", "created_at"),
                index("ConversationIndex", "conversation_id", "created_at"),
                index("JobTypeIndex", "job_type", "priority"),
                index("WorkerStatusIndex", "worker_id", "status")));
    return table;
  }

  void put(Map<String, AttributeValue> row) {
    client.putItem(request -> request.tableName(name).item(row));
  }

  Map<String, AttributeValue> row(String id) {
    Map<String, AttributeValue> key = Map.of("job_id", text(id));
    return client.getItem(request -> request.tableName(name).key(key)).item();
  }

  List<Map<String, AttributeValue>> rows() {
    return client.scan(request -> request.tableName(name).consistentRead(true)).items();
  }

  @Override
  public void close() {
    client.deleteTable(request -> request.tableName(name));
    client.close();
  }

  static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue number(int value) {
    return AttributeValue.fromN(Integer.toString(value));
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static GlobalSecondaryIndex index(String name, String hash, String range) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(key(hash, KeyType.HASH), key(range, KeyType.RANGE))
        .projection(all -> all.projectionType(ProjectionType.ALL))
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
