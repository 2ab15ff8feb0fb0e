package delphi.jobs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.examples.BatchProvider.Answer;
import delphi.jobs.examples.DelphiLite.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** 801 submits, 803 looks after it, and the job system hears of both over the job channel. */
class NarrativeIT {

  private static final String SUBMIT = "801_narrative_report_batch.py";
  private static final String CHECK = "803_check_batch_status.py";
  private static final String ROOT = "job-1";

  @TempDir Path home;

  @Test
  void aBatchIsSubmittedOnceAndCheckedUntilItIsDone() throws Exception {
    try (BatchProvider provider = BatchProvider.start(home, 2)) {
      DelphiLite lite = lite(provider);
      assertThat(lite.run("run_delphi.sh", "--zid=42").code()).isZero();

      assertThat(lite.run(CHECK, "--job-id=" + ROOT).code()).as("nothing submitted").isEqualTo(3);
      assertThat(submit(lite).code()).isZero();
      Ended again = submit(lite);
      assertThat(again.code()).isZero();
      assertThat(again.out()).contains("submitted earlier");
      assertThat(provider.ledger()).hasSize(1);

      assertThat(lite.run(CHECK, "--job-id=" + ROOT).code()).isEqualTo(3);
      assertThat(lite.run(CHECK, "--job-id=" + ROOT).code()).isEqualTo(3);
      Ended done = lite.run(CHECK, "--job-id=" + ROOT);
      assertThat(done.code()).as(done.err()).isZero();

      assertThat(Files.readString(lite.narrative("r1", ROOT)))
          .contains("## Group A", "## Common ground", "agree that “");
    }
  }

  @Test
  void whatFollowsIsToldOverTheJobChannel() throws Exception {
    try (BatchProvider provider = BatchProvider.start(home, 1)) {
      DelphiLite lite = lite(provider);

      submit(lite);
      lite.run(CHECK, "--job-id=" + ROOT);
      lite.run(CHECK, "--job-id=" + ROOT);

      String batch = provider.ledger().get(0).path("id").asString();
      List<JsonNode> said = lite.statements();
      JsonNode own = said.get(0).path("set");
      assertThat(own.path("batch_id").asString()).isEqualTo(batch);
      assertThat(own.path("batch_status").asString()).isEqualTo("submitted");
      assertThat(own.path("model").asString()).isEqualTo("some-model");
      JsonNode check = said.get(1).path("submit");
      assertThat(check.path("job_id").asString()).matches("batch_check_" + ROOT + "_\\d{10}");
      assertThat(check.path("job_type").asString()).isEqualTo("AWAITING_NARRATIVE_BATCH");
      assertThat(check.path("batch_id").asString()).isEqualTo(batch);
      assertThat(check.path("batch_job_id").asString()).isEqualTo(ROOT);
      assertThat(check.path("report_id").asString()).isEqualTo("r1");
      assertThat(said.get(2).path("retry_after_seconds").asInt()).isEqualTo(7);
      JsonNode cost = said.get(3).path("cost");
      assertThat(cost.path("input_tokens").asInt()).isPositive();
      assertThat(cost.path("model").asString()).isEqualTo("some-model");
      assertThat(cost.path("amount").asString()).as("a text, not a number").matches("0\\.\\d+");
      assertThat(cost.path("currency").asString()).isEqualTo("USD");
      assertThat(said.get(4).path("set").path("batch_status").asString()).isEqualTo("ended");
      assertThat(said).hasSize(5);
    }
  }

  /** The check row's id is the same as well, so a job system that knows it adds no second one. */
  @Test
  void aSecondRunAsksForTheSameCheck() throws Exception {
    try (BatchProvider provider = BatchProvider.start(home, 1)) {
      DelphiLite lite = lite(provider);

      submit(lite);
      submit(lite);

      List<JsonNode> said = lite.statements();
      assertThat(said.get(3)).isEqualTo(said.get(1));
    }
  }

  @Test
  void aFailedBatchFailsTheCheckAndDoesNotStandInTheWayOfANewOne() throws Exception {
    try (BatchProvider provider = BatchProvider.start(home, 0)) {
      DelphiLite lite = lite(provider);
      assertThat(lite.run(SUBMIT, "--conversation_id=42", "--model=please-fail").code()).isZero();

      Ended check = lite.run(CHECK, "--job-id=" + ROOT);

      assertThat(check.code()).isEqualTo(1);
      assertThat(check.err()).startsWith("ERROR: batch batch_").contains("failed");
      assertThat(lite.narrative("r1", ROOT)).doesNotExist();
      assertThat(submit(lite).code()).isZero();
      assertThat(provider.ledger()).hasSize(2);
      assertThat(lite.run(CHECK, "--job-id=" + ROOT).code()).isZero();
    }
  }

  @Test
  void aBatchIsNoLargerThanAsked() throws Exception {
    try (BatchProvider provider = BatchProvider.start(home, 0)) {
      lite(provider).run(SUBMIT, "--conversation_id=42", "--max-batch-size=2", "--no-cache");

      JsonNode counts = provider.ledger().get(0).path("request_counts");
      assertThat(counts.path("succeeded").asInt()).isEqualTo(2);
    }
  }

  @Test
  void theBatchOfACheckRowComesFromItsEnvironment() throws Exception {
    try (BatchProvider provider = BatchProvider.start(home, 0)) {
      submit(lite(provider));
      String batch = provider.ledger().get(0).path("id").asString();
      DelphiLite check = lite(provider).with("DELPHI_BATCH_ID", batch);

      assertThat(check.run(CHECK, "--job-id=of-another-name").code()).isZero();
      assertThat(check.narrative("r1", "of-another-name")).isNotEmptyFile();
    }
  }

  @Test
  void aCheckWithoutAReportSaysSoAndEndsAsIfAllWereWell() throws Exception {
    Ended ended = DelphiLite.in(home).run(CHECK, "--job-id=" + ROOT);

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("no report_id");
  }

  @Test
  void withoutAProviderBothFailInOneLine() throws Exception {
    DelphiLite lite = DelphiLite.in(home).with("DELPHI_REPORT_ID", "r1").withChannel();

    for (DelphiLite one : List.of(lite, lite.with("ANTHROPIC_BASE_URL", "http://127.0.0.1:1"))) {
      for (Ended ended : List.of(submit(one), one.run(CHECK, "--job-id=" + ROOT))) {
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err().lines()).singleElement().asString().startsWith("ERROR: ");
      }
    }
    Path channel = home.resolve("commands.jsonl");
    assertThat(Files.readAllLines(channel))
        .containsExactly("{\"ordered\": false}", "{\"ordered\": false}");
    Files.delete(channel);
    lite.assertNoResults();
  }

  @Test
  void withNobodyToTellItPrintsWhatItWouldHaveLeft() throws Exception {
    try (BatchProvider provider = BatchProvider.start(home, 0)) {
      Ended ended =
          DelphiLite.in(home)
              .with("ANTHROPIC_BASE_URL", provider.address().toString())
              .run(SUBMIT, "--conversation_id=42");

      assertThat(ended.code()).isZero();
      assertThat(ended.out()).contains("\"batch_status\"", "\"AWAITING_NARRATIVE_BATCH\"");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "801_narrative_report_batch.py, --model=m",
    "801_narrative_report_batch.py, --conversation_id=",
    "801_narrative_report_batch.py, --conversation_id=1 --max-batch-size=0",
    "801_narrative_report_batch.py, --conversation_id=1 --frobnicate",
    "803_check_batch_status.py, --job-id=",
    "803_check_batch_status.py, --job=1"
  })
  void badArgumentsEndWithUsageAndTwo(String script, String arguments) throws Exception {
    Ended ended = DelphiLite.in(home).run(script, arguments.split(" "));

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("usage:");
  }

  @Test
  void theProviderRemembersAfterARestart() throws Exception {
    try (BatchProvider first = BatchProvider.start(home, 1)) {
      submit(lite(first));
      assertThat(lite(first).run(CHECK, "--job-id=" + ROOT).code()).isEqualTo(3);
    }
    try (BatchProvider second = BatchProvider.start(home, 1)) {
      assertThat(second.ledger()).hasSize(1);
      assertThat(lite(second).run(CHECK, "--job-id=" + ROOT).code()).isZero();
    }
  }

  @Test
  void theProviderRefusesWhatItCannotTake() throws Exception {
    try (BatchProvider provider = BatchProvider.start(home, 1)) {
      String batches = BatchProvider.BATCHES;
      assertThat(provider.post(batches, "{").code()).isEqualTo(400);
      assertThat(provider.post(batches, "[".repeat(100_000)).code()).isEqualTo(400);
      assertThat(provider.post(batches, "{\"requests\":[]}").code()).isEqualTo(400);
      assertThat(provider.post(batches, " ".repeat(1024 * 1024 + 1)).code()).isEqualTo(413);
      assertThat(provider.post("/elsewhere", "{}").code()).isEqualTo(404);
      Answer unknown = provider.get(batches + "/batch_0");
      assertThat(unknown.code()).isEqualTo(404);
      assertThat(unknown.body()).contains("no batch batch_0");
      submit(lite(provider));
      String id = provider.ledger().get(0).path("id").asString();
      assertThat(provider.get(batches + "/" + id + "/results").code()).isEqualTo(409);
      assertThat(provider.ledger()).hasSize(1);
    }
  }

  private DelphiLite lite(BatchProvider provider) {
    return DelphiLite.in(home)
        .with("ANTHROPIC_BASE_URL", provider.address().toString())
        .with("DELPHI_JOB_ID", ROOT)
        .with("DELPHI_REPORT_ID", "r1")
        .withChannel();
  }

  private static Ended submit(DelphiLite lite) throws Exception {
    return lite.run(SUBMIT, "--conversation_id=42", "--model=some-model", "--max-batch-size=20");
  }
}
