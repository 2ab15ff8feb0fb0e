package delphi.jobs.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.handler.OrderSearch;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.State;
import delphi.jobs.migration.Finished;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.journal.LogRecord.Origin;
import delphi.jobs.store.roster.Standing;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Name;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What pages say and do, without a browser: everything here works without scripts. */
class PagesTest {
  private final Showroom room = new Showroom();

  @AfterEach
  void close() {
    room.close();
    assertThat(room.unforeseen).isEmpty();
  }

  @Test
  void anEmptyInstallationSaysHowToSubmit() {
    assertThat(room.text("/")).contains("No jobs yet", "delphi submit FULL_PIPELINE");
  }

  @Test
  void theOverviewShowsWhatRunsWaitsAndHasFailed() {
    room.put(Showroom.running("run-1"));
    room.put(ARow.pending("wait-1").text(Name.CREATED_AT, "2026-11-22T11:59:58Z"));
    room.put(Showroom.failed("bad-1", "FileNotFoundError: comments.csv"));
    room.put(Showroom.failed("bad-2", "FileNotFoundError: comments.csv"));
    room.put(Showroom.completed("good-1", 2, 90));
    room.poller("worker-1", Standing.WORKING, null, "run-1");

    String page = room.text("/");

    assertThat(page)
        .contains("embedding comments", "42 %", "/jobs/run-1")
        .contains("just_submitted")
        .contains("FileNotFoundError: comments.csv", "fingerprint%3A0a1b2c3d")
        .contains("1 completed, 2 failed, 0 cancelled")
        .doesNotContain("No jobs yet");
  }

  @Test
  void aStoreThatDoesNotAnswerIsSaidOnThePageWithWhatToDo() {
    room.put(Showroom.running("run-1"));
    assertThat(room.text("/")).contains("run-1");
    room.failure =
        new StoreException(StoreException.Kind.UNAVAILABLE, "the table is away", "Wait for it.");
    room.now = Showroom.NOON.plusSeconds(5);

    assertThat(room.text("/")).contains("the table is away", "Wait for it.", "run-1");

    HttpResponse<String> list = room.get("/jobs");
    assertThat(list.statusCode()).isEqualTo(503);
    assertThat(list.body())
        .contains("Service Unavailable", "the table is away", "Wait for it.")
        .doesNotContain("\tat ");
  }

  @Test
  void howeverManyTabsAreOpenTheTableIsReadOnce() {
    room.put(Showroom.running("run-1"));
    room.text("/bar");
    room.text("/overview/now");
    room.text("/overview/day");
    int before = room.listings.get();

    for (int i = 0; i < 20; i++) {
      room.text("/bar");
      room.text("/overview/now");
      room.text("/overview/day");
      room.text("/pollers/now");
    }

    assertThat(room.listings.get()).isEqualTo(before);
    room.now = Showroom.NOON.plusSeconds(1);
    room.text("/bar");
    room.text("/bar");
    assertThat(room.listings.get()).isEqualTo(before + 1);
  }

  @Test
  void fiftyTabsOnAJobCostWhatOneCosts() {
    room.put(Showroom.running("run-1"));
    room.put(Showroom.running("run-2"));
    room.text("/job/now?id=run-1");
    int lookUps = room.lookUps.get();
    int listings = room.listings.get();

    for (int i = 0; i < 50; i++) {
      room.text("/job/now?id=run-1");
      assertThat(room.get("/job/deeds?id=run-1&state=PROCESSING").statusCode()).isEqualTo(204);
    }

    assertThat(room.lookUps.get()).isEqualTo(lookUps);
    assertThat(room.listings.get()).isEqualTo(listings);
    assertThat(room.text("/job/now?id=run-2")).contains("run-2");
    room.post("/job/act", "id", "run-1", "deed", "force-fail", "sure", "yes");
    assertThat(room.text("/job/now?id=run-1")).contains("failed").doesNotContain("42 %");
    room.now = Showroom.NOON.plusSeconds(2);
    lookUps = room.lookUps.get();
    room.text("/job/now?id=run-1");
    assertThat(room.lookUps.get()).isGreaterThan(lookUps);
  }

  @Test
  void fiftyTabsOnAListCostWhatOneCosts() {
    room.put(Showroom.running("run-1"));
    room.text("/list/now?q=state:running");
    int before = room.listings.get();

    for (int i = 0; i < 50; i++) {
      assertThat(room.text("/list/now?q=state:running")).contains("run-1");
    }

    assertThat(room.listings.get()).isEqualTo(before);
    room.token = Showroom.LOOKS;
    assertThat(room.text("/list/now?q=state:running")).contains("run-1").doesNotContain("checkbox");
    assertThat(room.text("/list/now?q=state:held&none=yes")).doesNotContain("run-1");
    HttpResponse<String> another = room.get("/list/now?q=state:held");
    assertThat(another.statusCode()).isEqualTo(204);
    assertThat(another.headers().firstValue("HX-Refresh")).contains("true");
  }

  @Test
  void aPictureIsServedWithoutRightsAndNothingElseOfTheDisk() throws IOException {
    picture("drawn", "visualizations/r1/drawn", "<p>a map</p>");
    picture("outside", "../outside", "<p>secret</p>");
    Path linked = room.pictures.resolve("linked");
    Files.createSymbolicLink(linked, room.pictures.resolveSibling("outside"));
    room.put(made("linked", "linked"));
    room.put(made("odd", "\u0000"));
    room.put(made("none", "visualizations/none"));

    HttpResponse<String> drawn = room.get("/job/picture?id=drawn");
    assertThat(drawn.body()).isEqualTo("<p>a map</p>");
    assertThat(drawn.headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .startsWith("sandbox allow-scripts; default-src 'none'")
        .doesNotContain("allow-same-origin");
    assertThat(drawn.headers().allValues("X-Frame-Options")).containsExactly("SAMEORIGIN");
    assertThat(room.text("/jobs/drawn"))
        .contains("<iframe", "sandbox=\"allow-scripts\"", "/job/picture?id=drawn");
    for (String id : List.of("outside", "linked", "odd", "none")) {
      assertThat(room.get("/job/picture?id=" + id).statusCode()).as(id).isEqualTo(404);
      assertThat(room.text("/jobs/" + id)).as(id).doesNotContain("<iframe");
    }
  }

  private void picture(String id, String path, String html) throws IOException {
    Path folder = Files.createDirectories(room.pictures.resolve(path).normalize());
    Files.writeString(folder.resolve("layer_0_datamapplot.html"), html);
    room.put(made(id, path));
  }

  private static ARow made(String id, String path) {
    String results =
        JsonMapper.shared()
            .writeValueAsString(Map.of("result_type", "SUCCESS", "visualization_path", path));
    return Showroom.completed(id, 2, 90).text(Name.JOB_RESULTS, results);
  }

  @Test
  void aListIsFilteredByTheAddressAndPagedByAPlaceInIt() {
    for (int i = 0; i < 120; i++) {
      room.put(
          ARow.pending("job-%03d".formatted(i))
              .text(Name.CREATED_AT, "2026-11-22T10:00:00.%03dZ".formatted(i)));
    }
    room.put(Showroom.failed("bad-1", "no such file"));

    String first = room.text("/jobs?q=status:PENDING");
    assertThat(first).contains("job-119", "job-070").doesNotContain("job-069", "bad-1");
    String second = room.text(link(first, "Older"));
    assertThat(second).contains("job-069", "job-020").doesNotContain("job-070", "job-019");
    String third = room.text(link(second, "Older"));
    assertThat(third).contains("job-019", "job-000").doesNotContain(">Older<");
  }

  @Test
  void numbersAndChipsLeadToTheJobsThatTheyCount() {
    room.put(Showroom.running("run-1"));
    room.put(Showroom.parked("batch-1", "msgbatch_01"));
    room.put(ARow.pending("held-1").text(Name.STATUS, "PROCESSING").text(Name.PHASE, "HELD"));

    String bar = room.text("/bar");
    String parked = room.text("/jobs?q=state:parked");

    for (String state : List.of("processing", "pending", "parked", "held", "failed")) {
      assertThat(bar).contains("href=\"/jobs?q=state%3A" + state + "\"");
    }
    assertThat(parked).contains("/jobs/batch-1", "aria-current=\"true\">parked 1<");
    assertThat(parked).doesNotContain("/jobs/run-1", "/jobs/held-1");
    assertThat(room.text("/jobs?q=state:held")).contains("/jobs/held-1", ">held 1<");
  }

  @Test
  void aWordThatIsNoFilterIsRefusedWithAGuess() {
    HttpResponse<String> page = room.get("/jobs?q=stauts:FAILED");

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body()).contains("it is no filter", "Did you mean status?");
  }

  @Test
  void theJobPageSaysWhyItFailedAndShowsItsLog() {
    room.put(Showroom.failed("bad-1", "FileNotFoundError: comments.csv"));
    room.log("bad-1", Origin.STDERR, "reading", "FileNotFoundError: comments.csv", "exit");

    String page = room.text("/jobs/bad-1");

    assertThat(page)
        .contains("What decided it", "FileNotFoundError: comments.csv", "0a1b2c3d")
        .contains("stderr decisive")
        .contains("this line decided that it failed")
        .contains("lines 1 to 3 of 3")
        .contains("50.0 MiB of memory at most");
    assertThat(page.split("decisive\"", -1)).hasSize(2);
  }

  @Test
  void valuesOfVariablesAreNeverShown() {
    room.put(
        Showroom.running("run-1")
            .with(
                Name.ENVIRONMENT,
                new Attribute.MapOf(Map.of("API_KEY", new Attribute.Text("s3cret-value"))))
            .with("big", new Attribute.Num("12345678901234567890.123456789")));

    String page = room.text("/jobs/run-1");
    String raw = room.text("/job/raw?id=run-1");

    assertThat(page).contains("API_KEY").doesNotContain("s3cret-value");
    assertThat(raw)
        .contains("API_KEY", "12345678901234567890.123456789")
        .doesNotContain("s3cret-value");
  }

  @Test
  void aJobOfAnyIdHasAPage() {
    String id = "a/b ?#%..;\"<x>";
    room.put(ARow.pending(id));

    assertThat(room.text(link(room.text("/jobs"), Pattern.quote("a/b ?#%..;\"&lt;x&gt;"))))
        .contains("<h1>a/b ?#%..;\"&lt;x&gt;</h1>");
  }

  @Test
  void aJobThatIsNotThereHasNone() {
    HttpResponse<String> page = room.get("/jobs/none");

    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains("job none: there is none", "Not Found");
    assertThat(room.get("/nowhere").body()).contains("there is nothing at /nowhere");
  }

  @Test
  void whatIsDoneIsDoneInTheCallersName() {
    room.put(ARow.pending("wait-1"));

    HttpResponse<String> answer =
        room.post("/job/act", "id", "wait-1", "deed", "hold", "reason", "the budget is used up");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(((Job) room.read("wait-1")).state()).isEqualTo(State.HELD);
    assertThat(room.text("/jobs/wait-1")).contains("the budget is used up", "by anna");
  }

  @Test
  void whetherABatchExistsIsFoundOutOnThePageOfItsJob() {
    room.put(Showroom.orderedPerhaps("held-1"));
    assertThat(room.text("/jobs/held-1"))
        .contains("Was its batch ordered?", "dj-11111111111141118111111111111111");
    room.ordered.add(new OrderSearch.Found("batch-7", null, null));
    room.ordered.add(new OrderSearch.Found("batch-8", null, null));

    HttpResponse<String> several = room.post("/job/reconcile", "id", "held-1", "word", "ask");
    assertThat(several.statusCode()).isEqualTo(409);
    assertThat(several.body()).contains("2 batches carry its marker: batch-7; batch-8");

    HttpResponse<String> seen =
        room.post("/job/reconcile", "id", "held-1", "word", "ordered", "batch", " batch-8 ");
    assertThat(seen.statusCode()).isEqualTo(303);
    assertThat(((Job) room.read("held-1")).batch().batchId()).isEqualTo("batch-8");
    assertThat(room.text("/jobs/held-1?done=reconcile"))
        .contains("Done: reconcile", "by anna")
        .doesNotContain("Was its batch ordered?");
  }

  @Test
  void thatThereIsNoBatchIsOnlyBelievedOfSomebodyWhoIsSure() {
    room.put(Showroom.orderedPerhaps("held-1"));

    assertThat(room.post("/job/reconcile", "id", "held-1", "word", "none").body())
        .contains("the next run pays for a second one");
    assertThat(
            room.post("/job/reconcile", "id", "held-1", "word", "none", "sure", "yes").statusCode())
        .isEqualTo(303);
    assertThat(((Job) room.read("held-1")).openOrder()).isEmpty();
  }

  @Test
  void whatCannotBeDoneIsRefusedAsOnTheCommandLine() {
    room.put(Showroom.completed("good-1", 1, 30));

    HttpResponse<String> answer = room.post("/job/act", "id", "good-1", "deed", "retry");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("it has completed", "Submit it again as a new job.");
  }

  @Test
  void aRiskHasToBeTakenByName() {
    room.put(Showroom.running("run-1"));

    assertThat(room.post("/job/act", "id", "run-1", "deed", "force-fail").statusCode())
        .isEqualTo(409);
    assertThat(((Job) room.read("run-1")).state()).isEqualTo(State.PROCESSING);
    assertThat(
            room.post("/job/act", "id", "run-1", "deed", "force-fail", "sure", "yes").statusCode())
        .isEqualTo(303);
    assertThat(((Job) room.read("run-1")).state()).isEqualTo(State.FAILED);
  }

  @Test
  void whoeverMayOnlyLookIsOfferedNothingAndRefused() {
    room.put(ARow.pending("wait-1"));
    room.token = Showroom.LOOKS;

    assertThat(room.text("/jobs/wait-1")).doesNotContain("Do something");
    assertThat(room.text("/jobs")).doesNotContain("with all that match");
    assertThat(room.get("/submit").statusCode()).isEqualTo(403);
    assertThat(room.post("/job/act", "id", "wait-1", "deed", "cancel").statusCode()).isEqualTo(403);
    assertThat(room.post("/jobs/act", "all", "yes", "deed", "cancel").statusCode()).isEqualTo(403);
    assertThat(((Job) room.read("wait-1")).state()).isEqualTo(State.PENDING);
  }

  @Test
  void whoeverIsNotKnownIsAskedForAToken() {
    room.put(ARow.pending("wait-1"));
    room.token = null;

    assertThat(room.text("/jobs/wait-1")).contains("wait-1").doesNotContain("Do something");
    HttpResponse<String> form = room.get("/submit");
    assertThat(form.statusCode()).isEqualTo(401);
    assertThat(form.body()).contains("without a token there is only reading", "name=\"token\"");
    assertThat(form.body()).doesNotContain("memory:showroom", "/pollers");
  }

  @Test
  void allThatMatchAreCancelledOnlyOnceTheirNumberIsConfirmed() {
    for (int i = 0; i < 12; i++) {
      room.put(ARow.pending("wait-" + i));
    }
    room.put(Showroom.completed("good-1", 1, 30));

    HttpResponse<String> asked = room.post("/jobs/act", "all", "yes", "deed", "cancel", "q", "");
    assertThat(asked.body()).contains("cancel: 12 jobs", "and 2 more");
    room.put(ARow.pending("wait-12"));
    HttpResponse<String> other =
        room.post("/jobs/act", "all", "yes", "deed", "cancel", "q", "", "confirmed", "12");
    assertThat(other.body()).contains("another number of jobs").contains("cancel: 13 jobs");
    HttpResponse<String> done =
        room.post("/jobs/act", "all", "yes", "deed", "cancel", "q", "", "confirmed", "13");

    assertThat(done.body()).contains("cancel: 13 of 13 jobs");
    assertThat(((Job) room.read("wait-12")).state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void aFormThatIsWrongComesBackAsItWasFilledIn() {
    HttpResponse<String> wrong =
        room.post(
            "/submit",
            "type",
            "FULL_PIPELINE",
            "conversation",
            "77",
            "config",
            "{\"a\":",
            "priority",
            "200");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("it is no JSON object", "value=\"77\"", "value=\"200\"");

    HttpResponse<String> right =
        room.post("/submit", "type", "FULL_PIPELINE", "conversation", "77", "config", "{\"a\":1}");
    assertThat(right.statusCode()).isEqualTo(303);
    String id = right.headers().firstValue("Location").orElseThrow().replaceFirst(".*/jobs/", "");
    assertThat(((Job) room.read(id)).request().config().tree()).containsEntry("a", 1);
  }

  @Test
  void pollersAndBatchesAreShown() {
    room.put(Showroom.running("run-1"));
    room.put(Showroom.parked("batch-1", "msgbatch_01"));
    room.poller("worker-1", Standing.DRAINING, null, "run-1");

    assertThat(room.text("/pollers"))
        .contains("worker-1", "draining", "1 of 4 slots", "PID namespace with leash", "4s ago");
    assertThat(room.text("/batches")).contains("msgbatch_01", "2h ago", "in 5m", ">7<");
  }

  @Test
  void typesAreShownWithWhoRunsThemAndHowTheirDayWent() {
    room.put(Showroom.running("run-1"));
    room.put(ARow.pending("wait-1").text(Name.JOB_TYPE, "NARRATIVE_BATCH"));
    room.put(ARow.pending("odd-1").text(Name.JOB_TYPE, "SOMETHING_ELSE"));
    room.put(Showroom.parked("batch-1", "msgbatch_01"));
    room.put(Showroom.completed("good-1", 2, 90));
    room.put(Showroom.failed("bad-1", "FileNotFoundError: comments.csv"));

    String page = room.text("/types");

    assertThat(page)
        .contains("./run_delphi.sh", "Runs the whole analysis", "Asks whether a batch is done")
        .contains("href=\"/jobs?q=state%3Aprocessing%20type%3AFULL_PIPELINE\">1 running<")
        .contains("href=\"/jobs?q=state%3Aparked%20type%3ACREATE_NARRATIVE_BATCH\">1 parked<")
        .contains("may have spent money", "is run again", "time limit", "no limit")
        .contains("1 in 1m to 3m", "When 2 jobs ended", "FileNotFoundError: comments.csv")
        .contains("SOMETHING_ELSE", "Nothing here knows how to run it")
        .contains("no poller that is working takes it");
    room.poller("worker-1", Standing.WORKING, null);
    room.now = room.now.plusSeconds(11);
    assertThat(room.text("/types/now"))
        .contains("Taken by 1 poller.")
        .doesNotContain("no poller that is working takes it");
  }

  @Test
  void theWayFromOlderPollersIsShownWithWhatIsInIt() {
    room.put(Showroom.running("run-1"));
    room.put(
        ARow.pending("theirs-1")
            .text(Name.STATUS, "PROCESSING")
            .text(Name.WORKER_ID, "old-poller-7")
            .text(Name.STARTED_AT, "2026-11-22T11:50:00Z"));
    room.poller("worker-1", Standing.WORKING, null, "run-1");
    for (int i = 0; i < 40; i++) {
      room.finished.add(finished(i % 2 == 0, i % 2 == 0 && i < 30));
    }

    String page = room.text("/migration");

    assertThat(page)
        .contains("not yet", "there is no run.py", "Set DELPHI_RUN_SCRIPT.")
        .contains("worker-1", "all conversations, 1 of 4 slots in use")
        .contains("old-poller-7", "1 job, the newest begun 10m ago", "no lock, may still run")
        .contains("ours fails more often")
        .contains("2 rows were looked at, all that have not ended among them.");
    int before = room.listings.get();
    room.text("/migration/now");
    assertThat(room.listings.get()).isEqualTo(before);
  }

  @Test
  void aMigrationThatHasNotBegunSaysSo() {
    assertThat(room.text("/migration"))
        .contains("None is at work.", "None has a row.", "there is nothing to compare");
  }

  static Finished finished(boolean isOurs, boolean hasFailed) {
    Instant end = Showroom.NOON.minusSeconds(60);
    return new Finished(
        JobType.FULL_PIPELINE,
        isOurs,
        hasFailed,
        end,
        end,
        Duration.ofSeconds(90),
        1_000,
        9,
        hasFailed ? "exit code 1" : "");
  }

  @Test
  void whereNoDurationIsKnownNoScaleIsTold() {
    room.put(Showroom.failed("bad-1", "no such file"));

    assertThat(room.text("/"))
        .contains("No job has completed, so nothing is known of durations.")
        .doesNotContain("0.0s");
    room.put(Showroom.completed("good-1", 2, 90));
    room.now = room.now.plusSeconds(61);
    assertThat(room.text("/")).contains("from a tenth of a second to 1m 30s.");
  }

  @Test
  void allAssetsTogetherAreSmallAndNothingComesFromElsewhere() {
    room.put(Showroom.failed("bad-1", "no such file"));

    assertThat(new Assets().size()).isLessThan(150 * 1024);
    for (String path :
        new String[] {
          "/", "/jobs", "/jobs/bad-1", "/types", "/pollers", "/batches", "/migration", "/submit"
        }) {
      String page = room.text(path);
      assertThat(page)
          .doesNotContain("//cdn", "http://", "https://", " style=", "onclick", "<style");
      assertThat(page).doesNotContainPattern("<script(?![^>]*src=)");
    }
  }

  @Test
  void noTemplateSwitchesEscapingOff() throws IOException {
    try (Stream<Path> templates = Files.walk(Path.of("src/main/jte"))) {
      assertThat(templates.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(file -> assertThat(file).content().doesNotContain("unsafe"));
    }
  }

  private static String link(String page, String text) {
    var matcher = Pattern.compile("href=\"([^\"]+)\"[^>]*>" + text + "<").matcher(page);
    assertThat(matcher.find()).as("a link " + text).isTrue();
    return matcher.group(1).replace("&amp;", "&").replace("&#34;", "\"");
  }
}
