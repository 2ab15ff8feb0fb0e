package delphi.jobs.examples;

import static delphi.jobs.examples.JobTable.number;
import static delphi.jobs.examples.JobTable.text;
import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.examples.DelphiLite.Ended;
import delphi.jobs.store.dynamodb.DynamoDbLocal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What 801 and 803 leave in a real DynamoDB table, and what they leave alone. */
class NarrativeRowsIT {

  private static final String SUBMIT = "801_narrative_report_batch.py";
  private static final String CHECK = "803_check_batch_status.py";
  private static final String ROOT = "batch_report_r1_1795300000_0a1b2c3d";

  private static final String SIGN =
      """
      #!/usr/bin/env python3
      from datetime import datetime
      import dynamo


      class Frozen(datetime):
          @classmethod
          def now(cls, zone=None):
              return cls(2026, 11, 22, 1, 2, 3, tzinfo=zone)


      dynamo.datetime = Frozen
      print(dynamo.signed("GetItem", '{"TableName":"T","K":"ü"}'.encode()).get_header("Authorization"))
      """;

  private final JobTable table = JobTable.create();

  @TempDir Path home;

  @AfterEach
  void dropTheTable() {
    table.close();
  }

  @Test
  void theSubmitterChangesFourAttributesOfItsRowAndNoMore() throws Exception {
    Map<String, AttributeValue> before = putRoot();
    try (BatchProvider provider = BatchProvider.start(home, 1)) {
      Ended ended = lite(provider).run(SUBMIT, "--conversation_id=42", "--model=some-model");
      assertThat(ended.code()).as(ended.err()).isZero();

      Map<String, AttributeValue> expected = new HashMap<>(before);
      expected.put("batch_id", text(provider.ledger().get(0).path("id").asString()));
      expected.put("batch_status", text("submitted"));
      expected.put("model", text("some-model"));
      expected.put("status", text("PROCESSING"));
      assertThat(row(ROOT)).isEqualTo(expected);
    }
  }

  @Test
  void theSubmitterPutsOneCheckRowAsTheRealOneDoes() throws Exception {
    putRoot();
    try (BatchProvider provider = BatchProvider.start(home, 1)) {
      lite(provider).run(SUBMIT, "--conversation_id=42", "--model=some-model");
      Ended again = lite(provider).run(SUBMIT, "--conversation_id=42", "--model=some-model");
      assertThat(again.code()).as(again.err()).isZero();
      assertThat(again.out()).contains("is there already");

      Map<String, AttributeValue> check = new HashMap<>(checkRow());
      assertThat(take(check, "job_id")).matches("batch_check_" + ROOT + "_\\d{10}");
      LocalDateTime.parse(take(check, "created_at"));
      LocalDateTime.parse(take(check, "updated_at"));
      assertThat(json(take(check, "logs")).path("entries")).hasSize(1);
      assertThat(check)
          .isEqualTo(
              Map.ofEntries(
                  Map.entry("status", text("PENDING")),
                  Map.entry("job_type", text("AWAITING_NARRATIVE_BATCH")),
                  Map.entry("conversation_id", text("42")),
                  Map.entry("report_id", text("r1")),
                  Map.entry("batch_id", text(provider.ledger().get(0).path("id").asString())),
                  Map.entry("batch_job_id", text(ROOT)),
                  Map.entry("worker_id", text("none")),
                  Map.entry("version", number(1)),
                  Map.entry("priority", number(50)),
                  Map.entry("retry_count", number(0)),
                  Map.entry("max_retries", number(3)),
                  Map.entry("timeout_seconds", number(3600))));
    }
  }

  @Test
  void theCheckEndsTheRootRowAndLeavesItsOwnAlone() throws Exception {
    putRoot();
    try (BatchProvider provider = BatchProvider.start(home, 1)) {
      DelphiLite lite = lite(provider);
      lite.run(SUBMIT, "--conversation_id=42", "--model=some-model");
      Map<String, AttributeValue> check = checkRow();
      Map<String, AttributeValue> root = row(ROOT);

      assertThat(lite.run(CHECK, "--job-id=" + ROOT).code()).isEqualTo(3);
      assertThat(row(ROOT)).isEqualTo(root);
      assertThat(lite.run(CHECK, "--job-id=" + ROOT).code()).isZero();

      assertThat(row(ROOT)).containsEntry("status", text("COMPLETED"));
      assertThat(row(ROOT)).containsEntry("version", number(7));
      assertThat(json(take(row(ROOT), "job_results")).path("result_type").asString())
          .isEqualTo("SUCCESS");
      assertThat(checkRow()).isEqualTo(check);
      assertThat(lite.narrative("r1", ROOT)).isNotEmptyFile();
    }
  }

  @Test
  void aFailedBatchFailsTheRootRow() throws Exception {
    putRoot();
    try (BatchProvider provider = BatchProvider.start(home, 0)) {
      DelphiLite lite = lite(provider);
      lite.run(SUBMIT, "--conversation_id=42", "--model=please-fail");

      assertThat(lite.run(CHECK, "--job-id=" + ROOT).code()).isEqualTo(1);

      assertThat(row(ROOT)).containsEntry("status", text("FAILED"));
      assertThat(take(row(ROOT), "error_message")).contains("asked to fail");
      assertThat(json(take(row(ROOT), "job_results")).path("result_type").asString())
          .isEqualTo("FAILURE");
    }
  }

  @Test
  void aSubmitterWithoutAProviderFailsItsOwnRow() throws Exception {
    Map<String, AttributeValue> before = putRoot();

    Ended ended = lite("http://127.0.0.1:1").run(SUBMIT, "--conversation_id=42", "--model=m");

    assertThat(ended.code()).isEqualTo(1);
    Map<String, AttributeValue> after = row(ROOT);
    assertThat(take(after, "error_message")).contains("127.0.0.1:1");
    assertThat(after.remove("status")).isEqualTo(text("FAILED"));
    before.remove("status");
    assertThat(after).isEqualTo(before);
  }

  @Test
  void aMissingRowIsNotMadeUp() throws Exception {
    try (BatchProvider provider = BatchProvider.start(home, 0)) {
      assertThat(lite(provider).run(SUBMIT, "--conversation_id=42").code()).isEqualTo(1);
      assertThat(lite(provider).run(CHECK, "--job-id=" + ROOT).code()).isEqualTo(1);
      assertThat(table.rows()).isEmpty();
    }
  }

  /**
   * The real script's flaw: the root stays as it was, for ever, and nobody is told by exit code.
   */
  @Test
  void aRootWithoutAReportIsLeftAsItIs() throws Exception {
    Map<String, AttributeValue> before = putRoot();
    before.remove("report_id");
    table.put(before);

    Ended ended = lite("http://127.0.0.1:1").run(CHECK, "--job-id=" + ROOT);

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("no report_id");
    assertThat(row(ROOT)).isEqualTo(before);
  }

  /**
   * DynamoDB Local accepts any signature, so this one is held against what botocore makes of it.
   */
  @Test
  void aRequestIsSignedAsTheRealDynamoDbWantsIt() throws Exception {
    Path script = home.resolve("sign.py");
    Files.writeString(script, SIGN);
    assertThat(script.toFile().setExecutable(true)).isTrue();

    Ended ended =
        DelphiLite.in(home)
            .with("PYTHONPATH", DelphiLite.SCRIPTS.toString())
            .with("DYNAMODB_ENDPOINT", "http://127.0.0.1:8000")
            .with("AWS_REGION", "eu-west-1")
            .with("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
            .with("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
            .with("AWS_SESSION_TOKEN", "tok/en==")
            .run(script.toString());

    assertThat(ended.out())
        .as(ended.err())
        .contains("Credential=AKIDEXAMPLE/20261122/eu-west-1/dynamodb/aws4_request")
        .endsWith("Signature=c4aa7298aae855237b54ad8dee19763c4f52e37bd418ed3a8fd63860655aad93\n");
  }

  private DelphiLite lite(BatchProvider provider) {
    return lite(provider.address().toString());
  }

  private DelphiLite lite(String provider) {
    return DelphiLite.in(home)
        .with("ANTHROPIC_BASE_URL", provider)
        .with("DYNAMODB_ENDPOINT", DynamoDbLocal.shared().endpoint().toString())
        .with("DELPHI_TABLE", table.name())
        .with("DELPHI_JOB_ID", ROOT)
        .with("DELPHI_REPORT_ID", "r1");
  }

  /** A claimed row with attributes that the scripts have never heard of. */
  private Map<String, AttributeValue> putRoot() {
    Map<String, AttributeValue> root =
        new HashMap<>(
            Map.of(
                "job_id", text(ROOT),
                "status", text("PROCESSING"),
                "created_at", text("2026-11-22T00:19:56.374Z"),
                "conversation_id", text("42"),
                "report_id", text("r1"),
                "worker_id", text("worker-1"),
                "version", number(7),
                "tags", AttributeValue.fromSs(List.of("a", "ü")),
                "bytes", AttributeValue.fromB(SdkBytes.fromUtf8String("x"))));
    table.put(root);
    return root;
  }

  /** A copy that may be taken apart. */
  private Map<String, AttributeValue> row(String id) {
    return new HashMap<>(table.row(id));
  }

  private Map<String, AttributeValue> checkRow() {
    List<Map<String, AttributeValue>> checks =
        table.rows().stream().filter(row -> !text(ROOT).equals(row.get("job_id"))).toList();
    assertThat(checks).hasSize(1);
    return checks.getFirst();
  }

  /** Takes a text out of a row; it has to be there. */
  private static String take(Map<String, AttributeValue> row, String name) {
    return Objects.requireNonNull(row.remove(name), name).s();
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
