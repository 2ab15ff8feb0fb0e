package delphi.jobs.store.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import delphi.jobs.job.ClaimId;
import delphi.jobs.job.Config;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Lease;
import delphi.jobs.job.LogEntry;
import delphi.jobs.job.LogTail;
import delphi.jobs.job.Phase;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a row says when it can be run; {@link UnreadableRowTest} holds what keeps one from it. */
class RowReaderTest {
  private static final Instant CREATED = Instant.parse("2026-11-22T00:19:56.374Z");

  private final RowReader reader = new RowReader(ZoneId.of("Europe/Berlin"));

  @Test
  void aRowOfAServerIsReadWithoutAnOddity() {
    Job job = job(ARow.pending("j1"));

    assertThat(job.id()).isEqualTo("j1");
    assertThat(job.type()).isEqualTo(JobType.FULL_PIPELINE);
    assertThat(job.status()).isEqualTo(Status.PENDING);
    assertThat(job.request().conversationId()).isEqualTo("42");
    assertThat(job.request().reportId()).isNull();
    assertThat(job.request().config()).isEqualTo(Config.EMPTY);
    assertThat(job.request().environment()).isEmpty();
    assertThat(job.request().priority()).isEqualTo(50);
    assertThat(job.request().maxRetries()).isEqualTo(3);
    assertThat(job.request().timeout()).isEqualTo(Duration.ofHours(4));
    assertThat(job.history().createdAt()).isEqualTo(CREATED);
    assertThat(job.history().startedAt()).isNull();
    assertThat(job.tenure().version()).isEqualTo(1);
    assertThat(job.tenure().workerId()).isNull();
    assertThat(job.tenure().lease()).isNull();
    assertThat(job.tenure().attempt()).isZero();
    assertThat(job.log()).isEqualTo(LogTail.EMPTY);
    assertThat(job.oddities()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void everyStatusIsKnown(Status status) {
    assertThat(job(ARow.pending("j1").text(Name.STATUS, status.name())).status()).isEqualTo(status);
  }

  @Test
  void aJobTypeInLowerCaseMeansTheSame() {
    assertThat(job(ARow.pending("j1").text(Name.JOB_TYPE, "full_pipeline")).type())
        .isEqualTo(JobType.FULL_PIPELINE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "", "  "})
  void aWorkerOfNoneIsNobody(String worker) {
    assertThat(job(ARow.pending("j1").text(Name.WORKER_ID, worker)).tenure().workerId()).isNull();
    assertThat(job(ARow.pending("j1").without(Name.WORKER_ID)).tenure().workerId()).isNull();
  }

  @Test
  void anAbsentVersionIsNull() {
    assertThat(job(ARow.pending("j1").without(Name.VERSION)).tenure().version()).isNull();
  }

  @Test
  void anAbsentTimeoutIsThePollersDefault() {
    assertThat(job(ARow.pending("j1").without(Name.TIMEOUT_SECONDS)).request().timeout()).isNull();
    assertThat(job(ARow.pending("j1").text(Name.TIMEOUT_SECONDS, "")).request().timeout()).isNull();
  }

  @Test
  void aTimeoutOfDigitsIsTakenAndTold() {
    Job job = job(ARow.pending("j1").text(Name.TIMEOUT_SECONDS, "7200"));

    assertThat(job.request().timeout()).isEqualTo(Duration.ofHours(2));
    assertThat(job.oddities())
        .containsExactly(
            "timeout_seconds is the text '7200'; expected is a whole number from 1 to 1000000000.");
  }

  @Test
  void configIsTheSameAsTextAndAsMap() {
    String json =
        """
        {"max_votes": 100, "ratio": 0.5, "deep": {"list": [1, "two", null, true]}, "none": null}\
        """;
    Attribute deep =
        new Attribute.ListOf(
            List.of(
                new Attribute.Num(1),
                new Attribute.Text("two"),
                new Attribute.Null(),
                new Attribute.Bool(true)));
    Attribute map =
        new Attribute.MapOf(
            Map.of(
                "max_votes", new Attribute.Num(100),
                "ratio", new Attribute.Num("0.5"),
                "deep", new Attribute.MapOf(Map.of("list", deep)),
                "none", new Attribute.Null()));

    Config asText = job(ARow.pending("j1").text(Name.JOB_CONFIG, json)).request().config();
    Config asMap = job(ARow.pending("j1").with(Name.JOB_CONFIG, map)).request().config();

    assertThat(asText).isEqualTo(asMap);
    assertThat(asText.tree())
        .containsEntry("max_votes", 100)
        .containsEntry("ratio", new BigDecimal("0.5"))
        .containsEntry("deep", Map.of("list", Arrays.asList(1, "two", null, true)))
        .containsEntry("none", null);
  }

  @Test
  void environmentIsTheSameAsTextAndAsMap() {
    ARow row = ARow.pending("j1");
    Attribute map = new Attribute.MapOf(Map.of("NARRATIVE_BATCH_MODEL", new Attribute.Text("m")));

    Job asText = job(row.text(Name.ENVIRONMENT, "{\"NARRATIVE_BATCH_MODEL\":\"m\"}"));
    Job asMap = job(row.with(Name.ENVIRONMENT, map));

    assertThat(asText.request().environment())
        .isEqualTo(asMap.request().environment())
        .isEqualTo(Map.of("NARRATIVE_BATCH_MODEL", "m"));
  }

  @Test
  void numbersAndTruthValuesInTheEnvironmentBecomeTextAndAreToldByNameOnly() {
    Job job =
        job(
            ARow.pending("j1")
                .text(Name.ENVIRONMENT, "{\"SIZE\":31337,\"NO_CACHE\":true,\"GONE\":null}"));

    assertThat(job.request().environment()).isEqualTo(Map.of("SIZE", "31337", "NO_CACHE", "true"));
    assertThat(job.oddities())
        .containsExactly(
            "environment 'SIZE' is a number; expected is a text.",
            "environment 'NO_CACHE' is a truth value; expected is a text.",
            "environment 'GONE' is NULL; expected is a text.");
  }

  @ParameterizedTest
  @CsvSource({"-1, the number -1", "101, the number 101", "50.5, the number 50.5"})
  void aPriorityOutOfRangeIsTheDefaultAndTold(String priority, String found) {
    Job job = job(ARow.pending("j1").with(Name.PRIORITY, new Attribute.Num(priority)));

    assertThat(job.request().priority()).isEqualTo(50);
    assertThat(job.oddities())
        .containsExactly("priority is " + found + "; expected is a whole number from 0 to 100.");
  }

  @Test
  void aMissingPriorityIsTheDefaultAndTold() {
    Job job = job(ARow.pending("j1").without(Name.PRIORITY));

    assertThat(job.request().priority()).isEqualTo(50);
    assertThat(job.oddities()).hasSize(1);
  }

  @Test
  void attemptsOfOthersAreNotBelieved() {
    assertThat(job(ARow.pending("j1").number(Name.RETRY_COUNT, 7)).tenure().attempt()).isZero();
  }

  @Test
  void attemptsOfOursAreCounted() {
    assertThat(job(ARow.pending("j1").number(Name.ATTEMPT, 2)).tenure().attempt()).isEqualTo(2);
  }

  @Test
  void aLeaseKeepsItsTextAsStored() {
    String stored = "2026-11-22T01:00:00.000000+00:00";
    Job job = job(ARow.pending("j1").text(Name.LOCK_EXPIRES_AT, stored));

    assertThat(job.tenure().lease())
        .isEqualTo(new Lease(stored, Instant.parse("2026-11-22T01:00:00Z")));
    assertThat(job.seen().lock()).isEqualTo(stored);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon"})
  void aLeaseThatIsNoTimeNeverExpiresButIsStillCompared(String stored) {
    Job job = job(ARow.pending("j1").text(Name.LOCK_EXPIRES_AT, stored));

    assertThat(job.tenure().lease()).isEqualTo(new Lease(stored, null));
  }

  @Test
  void ourOwnMarksAreRead() {
    String claim = "7.0192f3c4-0000-7000-8000-000000000001";
    Job job =
        job(
            ARow.pending("j1")
                .text(Name.STATUS, "PROCESSING")
                .number(Name.VERSION, 7)
                .text(Name.WORKER_ID, "w1")
                .text(Name.CLAIM_ID, claim)
                .text(Name.RESULT_CLAIM_ID, "5.0192f3c4-0000-7000-8000-000000000000")
                .text(Name.PHASE, "PARKED")
                .number(Name.RECHECK_COUNT, 4)
                .text(Name.LAST_ERROR, "still processing")
                .text(Name.CANCEL_REQUESTED_AT, "2026-11-22T01:00:00.000000+00:00"));

    assertThat(job.tenure().claimId()).isEqualTo(ClaimId.parse(claim));
    assertThat(job.tenure().isOurs()).isTrue();
    assertThat(job.marks().phase()).isEqualTo(Phase.PARKED);
    assertThat(job.state()).isEqualTo(State.PROCESSING);
    assertThat(job.marks().recheckCount()).isEqualTo(4);
    assertThat(job.marks().lastError()).isEqualTo("still processing");
    assertThat(job.marks().cancelRequestedAt()).isEqualTo(Instant.parse("2026-11-22T01:00:00Z"));
    assertThat(job.marks().resultClaimId()).extracting(ClaimId::version).isEqualTo(5L);
    assertThat(job.oddities()).isEmpty();
  }

  @Test
  void aWishToCancelStandsWhateverItsTimeSays() {
    Job job = job(ARow.pending("j1").text(Name.CANCEL_REQUESTED_AT, "now!"));

    assertThat(job.marks().cancelRequestedAt()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void logsOfEveryWriterAreRead() {
    Job job =
        job(
            ARow.pending("j1")
                .text(
                    Name.LOGS,
                    """
                    {"entries":[
                      {"timestamp":"2026-11-22T00:19:56.374Z","level":"WARN","message":"a"},
                      {"timestamp":"2026-11-22T01:19:56.374000","level":"critical","message":"b"},
                      {"timestamp":"?","level":"NOTE","message":7}],
                     "log_location":"","dropped":3}\
                    """));

    assertThat(job.log())
        .isEqualTo(
            new LogTail(
                List.of(
                    new LogEntry(CREATED, LogEntry.Level.WARNING, "a"),
                    new LogEntry(CREATED, LogEntry.Level.ERROR, "b"),
                    new LogEntry(null, LogEntry.Level.INFO, "7")),
                3));
    assertThat(job.oddities()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "logs | {\"entries\":[{\"time | logs is a text that is not JSON",
        "logs | {\"entries\":7} | logs is without a list of entries",
        "logs | {\"entries\":[7]} | logs is a list with 1 other things",
        "logs | [] | logs is JSON text of a list of 0",
        "job_results | {\"result_type\" | job_results is a text that is not JSON",
        "created_at | a while ago | created_at is the text 'a while ago'; expected is a time.",
        "started_at | 2026-13-01T00:00:00Z | started_at is the text",
        "phase | MOON | phase is the text 'MOON'; expected is one of [PARKED",
        "claim_id | 12 | claim_id is the text '12'; expected is a claim id.",
        "result_claim_id | 1.nothing | result_claim_id is the text",
        "lock_expires_at | soon | lock_expires_at is the text 'soon'; expected is a time.",
        "attempt | many | attempt is the text 'many'",
        "max_retries | -1 | max_retries is the text '-1'",
      })
  void whatDoesNotDecideTheRunIsOnlyTold(String name, String value, String told) {
    Job job = job(ARow.pending("j1").text(name, value));

    assertThat(job.oddities()).singleElement().asString().startsWith(told);
  }

  @Test
  void decorationsOfEveryTypeAreNoOnesBusiness() {
    Job job =
        job(
            ARow.pending("j1")
                .with("x_set", new Attribute.TextSet(List.of("a")))
                .with("x_map", new Attribute.MapOf(Map.of("a", new Attribute.Null())))
                .with(Name.CREATED_BY, new Attribute.Num(7)));

    assertThat(job.oddities()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Name.CREATED_AT,
        Name.UPDATED_AT,
        Name.STARTED_AT,
        Name.COMPLETED_AT,
        Name.WORKER_ID,
        Name.LOCK_EXPIRES_AT,
        Name.PRIORITY,
        Name.REPORT_ID,
        Name.MAX_RETRIES,
        Name.LOGS,
        Name.JOB_RESULTS,
        Name.CLAIM_ID,
        Name.PHASE,
        Name.LAST_ERROR,
        Name.ATTEMPT
      })
  void anotherTypeInWhatDoesNotDecideTheRunIsOnlyTold(String name) {
    Attribute set = new Attribute.NumSet(List.of("1", "2"));
    Job job = job(ARow.pending("j1").with(name, set));

    assertThat(job.oddities())
        .singleElement()
        .asString()
        .startsWith(name + " is a set of 2 numbers; expected is ");
  }

  @Test
  void resultsThatAreAMapAreKeptAsText() {
    Attribute map = new Attribute.MapOf(Map.of("return_code", new Attribute.Num(4)));

    assertThat(job(ARow.pending("j1").with(Name.JOB_RESULTS, map)).storedResults())
        .isEqualTo("{\"return_code\":4}");
  }

  @Test
  void resultsAreKeptExactlyAsStored() {
    String stored = "{ \"result_type\" : \"SUCCESS\",  \"x\":1.0}";

    assertThat(job(ARow.pending("j1").text(Name.JOB_RESULTS, stored)).storedResults())
        .isEqualTo(stored);
  }

  @Test
  void everyAttributeThatMayBeAbsentMayBeAbsent() {
    ARow least = ARow.pending("j1");
    for (String name : least.attributes().keySet()) {
      if (!Set.of(Name.JOB_ID, Name.STATUS, Name.JOB_TYPE, Name.CONVERSATION_ID).contains(name)) {
        least = least.without(name);
      }
    }

    assertThat(job(least).oddities()).singleElement().asString().startsWith("priority is missing");
  }

  private Job job(ARow row) {
    return assertThat(reader.read(row.row())).asInstanceOf(type(Job.class)).actual();
  }
}
