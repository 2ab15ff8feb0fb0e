package delphi.jobs.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import delphi.jobs.store.StoreException;
import delphi.jobs.store.StoreSetup.Finding;
import delphi.jobs.store.StoreSetup.Finding.Kind;
import delphi.jobs.store.dynamodb.FakeDynamo.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** The setup against a real DynamoDB Local. */
class DynamoSetupIT {
  /** Two tables, four indexes, one time to live. */
  private static final int LOOKED_AT = 7;

  private static final boolean DRY_RUN = true;

  private static final Reply NONE = Reply.error(400, "ResourceNotFoundException", "none");
  private static final Reply IN_USE = Reply.error(400, "ResourceInUseException", "there is one");

  @Test
  void aFreshStartMakesBothTablesAsTheContractHasThem() {
    try (LocalTable local = LocalTable.named(null);
        DynamoDbClient client = DynamoDbLocal.shared().client()) {
      String jobsName = local.settings().table();
      String journalName = local.settings().journalTable();

      assertThat(local.setup().prepare(!DRY_RUN))
          .hasSize(LOOKED_AT)
          .allSatisfy(finding -> assertThat(finding.kind()).isEqualTo(Kind.CREATED))
          .extracting(Finding::name)
          .contains(jobsName, jobsName + "/StatusCreatedIndex", journalName, journalName + "/TTL");

      TableDescription jobs = client.describeTable(table -> table.tableName(jobsName)).table();
      assertThat(jobs.billingModeSummary().billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
      assertThat(words(jobs.keySchema())).isEqualTo("HASH job_id");
      assertThat(jobs.globalSecondaryIndexes())
          .extracting(DynamoSetupIT::words)
          .containsExactlyInAnyOrder(
              "StatusCreatedIndex ALL HASH status RANGE created_at",
              "ConversationIndex ALL HASH conversation_id RANGE created_at",
              "JobTypeIndex ALL HASH job_type RANGE priority",
              "WorkerStatusIndex ALL HASH worker_id RANGE status");
      assertThat(jobs.attributeDefinitions())
          .filteredOn(attribute -> attribute.attributeTypeAsString().equals("N"))
          .singleElement()
          .satisfies(attribute -> assertThat(attribute.attributeName()).isEqualTo("priority"));

      TableDescription journal =
          client.describeTable(table -> table.tableName(journalName)).table();
      assertThat(words(journal.keySchema())).isEqualTo("HASH job_id RANGE entry");
      assertThat(journal.globalSecondaryIndexes()).isEmpty();
      TimeToLiveDescription ttl =
          client.describeTimeToLive(table -> table.tableName(journalName)).timeToLiveDescription();
      assertThat(ttl.attributeName()).isEqualTo("expires_at");
      assertThat(ttl.timeToLiveStatus()).isIn(TimeToLiveStatus.ENABLED, TimeToLiveStatus.ENABLING);
    }
  }

  @Test
  void aSecondRunFindsEverythingAndMakesNothing() {
    try (LocalTable local = LocalTable.complete()) {
      assertThat(local.setup().prepare(!DRY_RUN))
          .hasSize(LOOKED_AT)
          .allSatisfy(finding -> assertThat(finding.kind()).isEqualTo(Kind.PRESENT));
    }
  }

  @Test
  void aDryRunOnlySaysWhatItWouldMake() {
    try (LocalTable local = LocalTable.named(null)) {
      for (int run = 0; run < 2; run++) {
        assertThat(local.setup().prepare(DRY_RUN))
            .hasSize(LOOKED_AT)
            .allSatisfy(finding -> assertThat(finding.kind()).isEqualTo(Kind.WOULD_CREATE));
      }
    }
  }

  @Test
  void aMissingIndexOfAnOldTableIsToldAndNotAdded() {
    try (LocalTable old = LocalTable.withIndexes("StatusCreatedIndex", "JobTypeIndex")) {
      String table = old.settings().table();

      for (boolean dryRun : List.of(!DRY_RUN, DRY_RUN, !DRY_RUN)) {
        Map<String, Kind> found = kinds(old.setup().prepare(dryRun));

        assertThat(found)
            .containsEntry(table, Kind.PRESENT)
            .containsEntry(table + "/StatusCreatedIndex", Kind.PRESENT)
            .containsEntry(table + "/ConversationIndex", Kind.ABSENT)
            .containsEntry(table + "/JobTypeIndex", Kind.PRESENT)
            .containsEntry(table + "/WorkerStatusIndex", Kind.ABSENT);
      }
    }
  }

  @Test
  void anotherTableOfThatNameIsToldAndLeftAlone() {
    try (LocalTable first = LocalTable.complete();
        LocalTable confused = first.with("Another", first.settings().table())) {
      String journal = confused.settings().journalTable();

      assertThat(confused.setup().prepare(!DRY_RUN))
          .contains(
              new Finding(
                  journal,
                  Kind.DIFFERENT,
                  "has other keys than job_id S, entry S; use another name with --table"));
      assertThat(kinds(first.setup().prepare(DRY_RUN)).values()).containsOnly(Kind.PRESENT);
    }
  }

  @Test
  void aJournalWhoseEntriesStayForEverIsTold() {
    try (LocalTable local = LocalTable.withEndlessJournal()) {
      String journal = local.settings().journalTable();

      assertThat(kinds(local.setup().prepare(!DRY_RUN)))
          .containsEntry(journal, Kind.PRESENT)
          .containsEntry(journal + "/TTL", Kind.ABSENT);
    }
  }

  /** Two of us at once: the table that appears between the look and the making is not ours. */
  @Test
  void aTableThatSomebodyElseMakesMeanwhileIsFound() throws IOException {
    try (FakeDynamo server =
            FakeDynamo.answering(NONE, IN_USE, described("ACTIVE"), described("ACTIVE"));
        DynamoConnection connection = server.connection(FakeDynamo.PATIENT)) {
      List<Finding> findings = connection.setup().prepare(!DRY_RUN);

      assertThat(kinds(findings)).containsEntry("Delphi_JobQueue", Kind.PRESENT);
      assertThat(findings).extracting(Finding::kind).doesNotContain(Kind.CREATED);
    }
  }

  @Test
  void aTableThatDoesNotBecomeUsableIsNotWaitedForForEver() throws IOException {
    DynamoLimits patient = FakeDynamo.PATIENT;
    DynamoLimits twoLooks =
        new DynamoLimits(
            patient.attemptTimeout(),
            patient.callTimeout(),
            patient.attempts(),
            patient.connections(),
            patient.pages(),
            Duration.ofSeconds(1));
    try (FakeDynamo server =
            FakeDynamo.answering(NONE, described("CREATING"), described("CREATING"));
        DynamoConnection connection = server.connection(twoLooks)) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> connection.setup().prepare(!DRY_RUN))
          .satisfies(failed -> assertThat(failed.kind()).isEqualTo(StoreException.Kind.UNAVAILABLE))
          .withMessageStartingWith("Setup of table Delphi_JobQueue");
      assertThat(server.requests()).hasSizeBetween(3, 4);
    }
  }

  @Test
  void whoMayNotLookIsToldSo() throws IOException {
    Reply denied = Reply.error(400, "AccessDeniedException", "not authorized");
    try (FakeDynamo server = FakeDynamo.answering(denied);
        DynamoConnection connection = server.connection(FakeDynamo.PATIENT)) {
      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> connection.setup().prepare(DRY_RUN))
          .satisfies(failed -> assertThat(failed.kind()).isEqualTo(StoreException.Kind.DENIED))
          .withMessageContainingAll("Setup of table Delphi_JobQueue", "not authorized");
    }
  }

  /** An answer to both the making and the look at a table of that status. */
  private static Reply described(String status) {
    String table =
        """
        {"TableName":"Delphi_JobQueue","TableStatus":"%s",
         "KeySchema":[{"AttributeName":"job_id","KeyType":"HASH"}],
         "AttributeDefinitions":[{"AttributeName":"job_id","AttributeType":"S"}]}
        """
            .formatted(status);
    return Reply.json(
        200,
        "{\"Table\":"
            + table
            + ",\"TableDescription\":"
            + table
            + ",\"TimeToLiveDescription\":{\"TimeToLiveStatus\":\"DISABLED\"}}");
  }

  private static Map<String, Kind> kinds(List<Finding> findings) {
    return findings.stream().collect(Collectors.toMap(Finding::name, Finding::kind));
  }

  private static String words(GlobalSecondaryIndexDescription index) {
    return index.indexName()
        + " "
        + index.projection().projectionTypeAsString()
        + " "
        + words(index.keySchema());
  }

  private static String words(List<KeySchemaElement> keys) {
    return keys.stream()
        .map(key -> key.keyTypeAsString() + " " + key.attributeName())
        .collect(Collectors.joining(" "));
  }
}
