package delphi.jobs.store.dynamodb;

import delphi.jobs.store.StoreSetup;
import delphi.jobs.store.chronicle.Chronicle;
import delphi.jobs.store.journal.Journal;
import delphi.jobs.store.register.Register;
import delphi.jobs.store.roster.Roster;
import delphi.jobs.store.row.Removal;
import delphi.jobs.store.row.Table;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;

/** Names of a test's own in the shared DynamoDB Local, and the adapter that uses them. */
final class LocalTable implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** For tables that are not made by the setup; open as long as the database is. */
  private static final DynamoDbClient CLIENT = DynamoDbLocal.shared().client();

  /** Patient, because the machine may be busy and nothing here is about time. */
  private static final DynamoLimits LIMITS =
      new DynamoLimits(
          Duration.ofSeconds(30), Duration.ofSeconds(60), 3, 20, 20, Duration.ofMinutes(2));

  private final DynamoSettings settings;
  private final DynamoConnection connection;
  private final Table table;

  private LocalTable(DynamoSettings settings, @Nullable RequestListener listener) {
    this.settings = settings;
    this.connection = DynamoConnection.open(settings, Map.of(), listener);
    this.table = connection.table();
  }

  /** Names only: nothing is made yet. */
  static LocalTable named(@Nullable RequestListener listener) {
    int number = COUNT.incrementAndGet();
    DynamoSettings settings =
        DynamoSettings.DEFAULT
            .withEndpoint(DynamoDbLocal.shared().endpoint())
            .withTables("Jobs-" + number, "Journal-" + number)
            .withLimits(LIMITS);
    return new LocalTable(settings, listener);
  }

  /** With both tables and all indexes. */
  static LocalTable complete() {
    LocalTable made = named(null);
    made.setup().prepare(false);
    return made;
  }

  /** With a table of jobs that somebody else has made, and only these of its indexes. */
  static LocalTable withIndexes(String... names) {
    LocalTable made = named(null);
    Shape all = Shape.jobs(made.settings.table());
    List<Shape.Index> some =
        all.indexes().stream().filter(index -> List.of(names).contains(index.name())).toList();
    make(new Shape(all.table(), all.keys(), some, null));
    return made;
  }

  /** With a table of jobs and all its indexes, and without a journal. */
  static LocalTable jobsOnly() {
    LocalTable made = named(null);
    make(Shape.jobs(made.settings.table()));
    return made;
  }

  /** With a journal that somebody else has made, without a time to live. */
  static LocalTable withEndlessJournal() {
    LocalTable made = named(null);
    make(Shape.journal(made.settings.journalTable()));
    return made;
  }

  /** Another pair of names; the caller closes it. */
  LocalTable with(String table, String journalTable) {
    return new LocalTable(settings.withTables(table, journalTable), null);
  }

  DynamoSettings settings() {
    return settings;
  }

  Table table() {
    return table;
  }

  /** The same table, read with another bound on pages; the caller closes it. */
  Table table(int pages) {
    var bounded =
        new DynamoLimits(
            LIMITS.attemptTimeout(),
            LIMITS.callTimeout(),
            LIMITS.attempts(),
            LIMITS.connections(),
            pages,
            LIMITS.activation());
    return DynamoConnection.open(settings.withLimits(bounded), Map.of(), null).table();
  }

  Removal removal() {
    return connection.removal();
  }

  Journal journal() {
    return connection.journal();
  }

  Chronicle chronicle() {
    return connection.chronicle();
  }

  Register register() {
    return connection.register();
  }

  Roster roster() {
    return connection.roster();
  }

  StoreSetup setup() {
    return connection.setup();
  }

  @Override
  public void close() {
    connection.close();
  }

  private static void make(Shape shape) {
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(shape.table())
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(shape.keys().schema())
            .attributeDefinitions(shape.attributes());
    if (!shape.indexes().isEmpty()) {
      request.globalSecondaryIndexes(
          shape.indexes().stream().map(LocalTable::projectingAll).toList());
    }
    CLIENT.createTable(request.build());
    CLIENT.waiter().waitUntilTableExists(table -> table.tableName(shape.table()));
  }

  private static GlobalSecondaryIndex projectingAll(Shape.Index index) {
    return GlobalSecondaryIndex.builder()
        .indexName(index.name())
        .keySchema(index.keys().schema())
        .projection(projection -> projection.projectionType(ProjectionType.ALL))
        .build();
  }
}
