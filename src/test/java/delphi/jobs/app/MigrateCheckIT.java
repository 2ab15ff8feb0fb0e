package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.app.doctor.Stand;
import delphi.jobs.desk.Exit;
import delphi.jobs.store.dynamodb.DynamoConnection;
import delphi.jobs.store.dynamodb.DynamoDbLocal;
import delphi.jobs.store.dynamodb.DynamoSettings;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.RowFixture;
import delphi.jobs.store.row.Written;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code migrate check} on real tables: whole ones, and those that lack an index. */
class MigrateCheckIT {
  @TempDir private Path home = Path.of("");

  @Test
  void rowsOfEveryWriterInAWholeTableAreCounted() {
    try (DynamoConnection connection = DynamoConnection.open(settings("Whole"), Map.of(), null)) {
      connection.setup().prepare(false);
      int put = 0;
      for (RowFixture fixture : RowFixture.all()) {
        Written written = connection.table().write(Change.insert(fixture.row()));
        put += written instanceof Written.Done ? 1 : 0;
      }

      JsonNode report = check("Whole");

      assertThat(report.get("rows").asInt()).isEqualTo(put);
      assertThat(ids(report, "warning"))
          .contains("times:local", "types:unknown", "rows:unreadable", "held:stuck");
      assertThat(ids(report, "problem")).allMatch(id -> id.startsWith("script"));
    }
  }

  @Test
  void aTableWithOnlyTheMainIndexIsGoodEnoughAndOneWithoutItIsNot() {
    make("OnlyStatus", true);
    make("Bare", false);

    assertThat(ids(check("OnlyStatus"), "warning"))
        .contains(
            "table:OnlyStatus/ConversationIndex",
            "table:OnlyStatus/JobTypeIndex",
            "table:OnlyStatusJournal");
    assertThat(ids(check("OnlyStatus"), "problem")).allMatch(id -> id.startsWith("script"));
    assertThat(ids(check("Bare"), "problem")).contains("table:Bare/StatusCreatedIndex");
  }

  @Test
  void aTableThatDoesNotAnswerIsToldByItsExitCode() {
    Cli.Ran ran =
        new Cli(home).run("migrate", "check", "--endpoint-url=http://127.0.0.1:1", "--debug");

    assertThat(ran.exit()).isEqualTo(Exit.UNREACHABLE);
  }

  /** It is not needed to run: rows are looked at all the same. */
  @Test
  void aRightToLookAtTablesThatIsMissingIsAWarning() throws IOException {
    Stand stand = Stand.in().denying("DescribeTable", "Delphi_JobQueue");
    Cli.Ran ran =
        new Cli(home)
            .with("DYNAMODB_ENDPOINT", String.valueOf(stand.settings().endpoint()))
            .run("migrate", "check", "--json");
    Stand.closeAll();

    JsonNode report = JsonMapper.shared().readTree(ran.out());

    assertThat(ids(report, "warning")).contains("tables:hidden");
    assertThat(ids(report, "problem")).allMatch(id -> id.startsWith("script"));
    assertThat(report.get("rows").asInt()).isZero();
  }

  private JsonNode check(String table) {
    Cli.Ran ran =
        new Cli(home)
            .with("DYNAMODB_ENDPOINT", DynamoDbLocal.shared().endpoint().toString())
            .with("DELPHI_TABLE", table)
            .with("DELPHI_JOURNAL_TABLE", table + "Journal")
            .run("migrate", "check", "--json");
    assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.FAILED); // there are no scripts here
    return JsonMapper.shared().readTree(ran.out());
  }

  private static List<String> ids(JsonNode report, String severity) {
    List<String> ids = new ArrayList<>();
    for (JsonNode remark : report.get("remarks")) {
      if (remark.get("severity").asString().equals(severity)) {
        ids.add(remark.get("id").asString());
      }
    }
    return ids;
  }

  private static DynamoSettings settings(String table) {
    return DynamoSettings.DEFAULT
        .withEndpoint(DynamoDbLocal.shared().endpoint())
        .withTables(table, table + "Journal");
  }

  /** As some installations have it (CONTRACT §1). */
  private static void make(String table, boolean hasIndex) {
    try (DynamoDbClient client = DynamoDbLocal.shared().client()) {
      client.createTable(request -> {
        request
            .tableName(table)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(key("job_id", KeyType.HASH));
        if (hasIndex) {
          request
              .attributeDefinitions(text("job_id"), text("status"), text("created_at"))
              .globalSecondaryIndexes(
                  GlobalSecondaryIndex.builder()
                      .indexName("StatusCreatedIndex")
                      .keySchema(key("status", KeyType.HASH), key("created_at", KeyType.RANGE))
                      .projection(projection -> projection.projectionType(ProjectionType.ALL))
                      .build());
        } else {
          request.attributeDefinitions(text("job_id"));
        }
      });
    }
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeDefinition text(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }
}
