package delphi.jobs.store.dynamodb;

import delphi.jobs.store.StoreSetup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;

/**
 * Makes the table of jobs with its indexes, and the journal beside it; of tables that are there it
 * tells how they differ from ours. They are other programs' as well, so they are never changed.
 */
final class DynamoSetup implements StoreSetup {
  private static final BackoffStrategy LOOK_AGAIN =
      BackoffStrategy.fixedDelayWithoutJitter(Duration.ofSeconds(1));

  private final DynamoDbClient client;
  private final DynamoSettings settings;

  DynamoSetup(DynamoDbClient client, DynamoSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  @Override
  public List<Finding> prepare(boolean dryRun) {
    return Stream.of(Shape.jobs(settings.table()), Shape.journal(settings.journalTable()))
        .flatMap(shape -> prepare(shape, dryRun).stream())
        .toList();
  }

  private List<Finding> prepare(Shape shape, boolean dryRun) {
    try {
      Optional<TableDescription> there = describe(shape);
      if (there.isPresent()) {
        return Comparison.findings(shape, there.get(), timeToLive(shape));
      }
      if (dryRun) {
        return Comparison.allOf(shape, Finding.Kind.WOULD_CREATE);
      }
      boolean isOurs = create(shape);
      awaitActive(shape);
      if (!isOurs) {
        return prepare(shape, true);
      }
      switchOnTimeToLive(shape);
      return Comparison.allOf(shape, Finding.Kind.CREATED);
    } catch (SdkException failed) {
      throw Failure.of(failed)
          .exception("Setup of table " + shape.table(), settings.place(), failed);
    }
  }

  private Optional<TableDescription> describe(Shape shape) {
    try {
      return Optional.of(client.describeTable(table -> table.tableName(shape.table())).table());
    } catch (ResourceNotFoundException none) {
      return Optional.empty();
    }
  }

  private Optional<TimeToLiveDescription> timeToLive(Shape shape) {
    return shape.ttl() == null
        ? Optional.empty()
        : Optional.of(
            client
                .describeTimeToLive(table -> table.tableName(shape.table()))
                .timeToLiveDescription());
  }

  /** False when somebody else was faster. */
  private boolean create(Shape shape) {
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(shape.table())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(shape.keys().schema())
            .attributeDefinitions(shape.attributes());
    if (!shape.indexes().isEmpty()) {
      request.globalSecondaryIndexes(shape.indexes().stream().map(DynamoSetup::index).toList());
    }
    try {
      client.createTable(request.build());
      return true;
    } catch (ResourceInUseException alreadyThere) {
      return false;
    }
  }

  private static GlobalSecondaryIndex index(Shape.Index index) {
    return GlobalSecondaryIndex.builder()
        .indexName(index.name())
        .keySchema(index.keys().schema())
        .projection(projection -> projection.projectionType(ProjectionType.ALL))
        .build();
  }

  private void awaitActive(Shape shape) {
    Duration limit = settings.limits().activation();
    int looks = (int) Math.min(Integer.MAX_VALUE, limit.toSeconds() + 1);
    client
        .waiter()
        .waitUntilTableExists(
            table -> table.tableName(shape.table()),
            wait -> wait.waitTimeout(limit).maxAttempts(looks).backoffStrategyV2(LOOK_AGAIN));
  }

  private void switchOnTimeToLive(Shape shape) {
    String attribute = shape.ttl();
    if (attribute != null) {
      client.updateTimeToLive(table ->
          table
              .tableName(shape.table())
              .timeToLiveSpecification(ttl -> ttl.attributeName(attribute).enabled(true)));
    }
  }
}
