package delphi.jobs.app.doctor;

import delphi.jobs.store.dynamodb.DynamoConnection;
import delphi.jobs.store.dynamodb.DynamoDbLocal;
import delphi.jobs.store.dynamodb.DynamoSettings;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** One set of tables in the shared DynamoDB Local, made when it is first asked for. */
final class DoctorTables {
  static final String WHOLE = "DoctorWhole";
  static final String BARE = "DoctorBare";
  static final String ENDLESS = "DoctorEndless";

  private static final String JOURNAL = "DoctorWholeJournal";
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static boolean made;

  private DoctorTables() {}

  /** As `delphi init` makes them, and protected. */
  static DynamoSettings whole() {
    make();
    return settings(WHOLE, JOURNAL);
  }

  /** A table with its key and nothing else, whose rows go, and a whole journal. */
  static DynamoSettings bare() {
    make();
    return settings(BARE, JOURNAL);
  }

  private static DynamoSettings settings(String table, String journal) {
    return DynamoSettings.DEFAULT
        .withEndpoint(DynamoDbLocal.shared().endpoint())
        .withTables(table, journal);
  }

  private static void make() {
    LOCK.lock();
    try (DynamoDbClient client = DynamoDbLocal.shared().client()) {
      if (made) {
        return;
      }
      try (DynamoConnection connection =
          DynamoConnection.open(settings(WHOLE, JOURNAL), Map.of(), null)) {
        var _ = connection.setup().prepare(false);
      }
      client.updateTable(table -> table.tableName(WHOLE).deletionProtectionEnabled(true));
      client.createTable(
          keyed(BARE, "job_id")
              .billingMode(BillingMode.PROVISIONED)
              .provisionedThroughput(units -> units.readCapacityUnits(5L).writeCapacityUnits(5L))
              .build());
      client.updateTimeToLive(table ->
          table
              .tableName(BARE)
              .timeToLiveSpecification(ttl -> ttl.attributeName("goes_at").enabled(true)));
      client.createTable(
          keyed(ENDLESS, "job_id", "entry").billingMode(BillingMode.PAY_PER_REQUEST).build());
      made = true;
    } finally {
      LOCK.unlock();
    }
  }

  private static CreateTableRequest.Builder keyed(String table, String... keys) {
    var attributes =
        java.util.Arrays.stream(keys)
            .map(key ->
                AttributeDefinition.builder()
                    .attributeName(key)
                    .attributeType(ScalarAttributeType.S)
                    .build())
            .toList();
    var schema =
        java.util.Arrays.stream(keys)
            .map(key ->
                KeySchemaElement.builder()
                    .attributeName(key)
                    .keyType(key.equals(keys[0]) ? KeyType.HASH : KeyType.RANGE)
                    .build())
            .toList();
    return CreateTableRequest.builder()
        .tableName(table)
        .attributeDefinitions(attributes)
        .keySchema(schema);
  }
}
