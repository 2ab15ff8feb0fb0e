package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that look at jobs: {@code list}, {@code show}, {@code logs}; and {@code init}. */
class JobVerbsTest {
  @TempDir private Path home = Path.of("");

  @BeforeEach
  void makeTheStore() {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
  }

  @Test
  void anEmptyListSaysOnStderrHowToFillIt() {
    Cli.Ran ran = new Cli(home).run("list");

    assertThat(ran.exit()).isEqualTo(Exit.OK);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("delphi: no jobs yet. `delphi submit");
    assertThat(new Cli(home).run("list", "--json").out().strip()).isEqualTo("[ ]");
    assertThat(new Cli(home).run("list", "-q").err()).isEmpty();
  }

  @Test
  void aListInAPipeIsWholeAndAbsolute() {
    everyState();

    Snapshot.assertMatches("list-pipe.txt", new Cli(home).run("list").out());
  }

  @Test
  void aListOnATerminalFitsAndIsRelative() {
    everyState();

    String out = new Cli(home).onTerminal(80).run("list").out();

    Snapshot.assertMatches("list-terminal.txt", out);
    assertThat(out.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
  }

  @Test
  void aListOnAWideTerminalIsWhole() {
    everyState();

    Snapshot.assertMatches(
        "list-terminal-200.txt", new Cli(home).onTerminal(200).run("list").out());
  }

  @Test
  void columnsAreChosenByName() {
    everyState();

    assertThat(
            new Cli(home)
                .run("list", "--plain", "--columns=id,Worker,progress", "conversation:42")
                .out())
        .contains("20000000-0000-4000-8000-000000000001\tdelphi-host-7-abcd\t0.4\n");
    assertThat(new Cli(home).run("list", "--columns", "state,stat").err())
        .isEqualTo("delphi: --columns stat: there is no such column. Did you mean state?\n");
    assertThat(new Cli(home).run("list", "--columns", ",").exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void aListIsSortedByWhatAColumnMeansAndWhatSaysNothingComesLast() {
    everyState();

    assertThat(column("took", "--sort=took")).startsWith("3.2s", "58.5s", "1h 2m", "-");
    assertThat(column("took", "--sort=took", "-r")).startsWith("1h 2m", "58.5s", "3.2s", "-");
    assertThat(column("conversation", "--sort", "conversation"))
        .startsWith("42")
        .endsWith("77", "?");
    assertThat(column("created", "--sort=created")).endsWith("-");
    assertThat(column("created", "--sort=created", "status:FAILED")).isSorted();
    assertThat(new Cli(home).run("list", "--sort=took", "--limit=2").err())
        .contains("only the newest 2, which are sorted.");
    assertThat(new Cli(home).run("list", "--sort=tok").err())
        .isEqualTo("delphi: --sort tok: there is no such column. Did you mean took?\n");
    assertThat(new Cli(home).run("list", "-r").err()).contains("Say --sort COLUMN as well.");
  }

  private List<String> column(String name, String... words) {
    List<String> all = new ArrayList<>(List.of("list", "--plain", "--columns=" + name));
    all.addAll(List.of(words));
    return new Cli(home).run(all.toArray(String[]::new)).out().lines().toList();
  }

  @Test
  void aTypeThatMatchesNothingIsPerhapsMisspelt() {
    assertThat(new Cli(home).run("list", "type:FULL_PIPLINE").err())
        .isEqualTo("delphi: no job matches. Did you mean FULL_PIPELINE?\n");
  }

  @Test
  void aListInColourMarksTheStates() {
    everyState();

    Snapshot.assertMatches(
        "list-colour.txt", new Cli(home).onTerminal(80).colored().run("list").out());
  }

  @Test
  void aPlainListIsValuesWithTabs() {
    everyState();

    assertThat(new Cli(home).run("list", "--plain", "status:PENDING", "conversation:42").out())
        .isEqualTo(
            "10000000-0000-4000-8000-000000000001\tPENDING\tFULL_PIPELINE\t42"
                + "\t2026-11-22T11:59:30.000Z\t-\t\n");
  }

  @Test
  void filtersAreWordsOrFlags() {
    everyState();

    assertThat(ids("status:failed")).hasSize(3);
    assertThat(ids("--status=FAILED")).hasSize(3);
    assertThat(ids("type:batch_status_check")).hasSize(1);
    assertThat(ids("conversation:77")).hasSize(1);
    assertThat(ids("--since=90s")).hasSize(3);
    assertThat(ids("since:2026-11-22T11:58:00Z", "status:COMPLETED")).hasSize(1);
    assertThat(ids("--limit=2")).hasSize(2);
    assertThat(ids("state:completed")).isEqualTo(ids("status:COMPLETED"));
    assertThat(ids("--state=running")).isEqualTo(ids("state:PROCESSING"));
  }

  @Test
  void aWrongFilterIsAnErrorThatSaysWhatThereIs() {
    assertThat(new Cli(home).run("list", "stat:FAILED").err())
        .isEqualTo("delphi: stat:FAILED: it is no filter. Did you mean state?\n");
    assertThat(new Cli(home).run("list", "FAILED").err())
        .isEqualTo(
            "delphi: FAILED: it is no filter. A filter is one of status:, state:, type:,"
                + " conversation:, since:, cause:, fingerprint:.\n");
    assertThat(new Cli(home).run("list", "status:FAILD").err()).contains("Did you mean FAILED?");
    assertThat(new Cli(home).run("list", "--state=prked").err())
        .contains("Did you mean parked?", "Give one of pending, recheck,");
    assertThat(new Cli(home).run("list", "--since=yesterday").err())
        .contains("it is neither a span nor a time");
    assertThat(new Cli(home).run("list", "--limit=0").exit()).isEqualTo(Exit.USAGE);
    assertThat(new Cli(home).run("list", "status:FAILED", "--status=PENDING").err())
        .contains("it is given twice");
  }

  @Test
  void watchingLooksAgainUntilItIsStopped() {
    int[] looks = {0};
    Cli cli = new Cli(home).whilePausing(span -> looks[0]++ < 2);
    everyState();

    Cli.Ran ran = cli.run("list", "-q", "--watch", "type:BATCH_STATUS_CHECK");

    assertThat(ran.out().lines()).hasSize(3);
  }

  @Test
  void aRowIsShownInSections() {
    everyState();

    Snapshot.assertMatches("show-failed.txt", new Cli(home).run("show", "6000").out());
    Snapshot.assertMatches("show-parked.txt", new Cli(home).onTerminal(80).run("show", "4").out());
    Snapshot.assertMatches("show-unreadable.txt", new Cli(home).run("show", "9").out());
  }

  @Test
  void showNeverPrintsTheValueOfAVariable() {
    new Shelf(home)
        .put(
            ARow.pending("secretive")
                .with(
                    "environment",
                    new Attribute.MapOf(Map.of("API_KEY", new Attribute.Text("s3cret")))));

    assertThat(new Cli(home).run("show", "secretive").out())
        .contains("API_KEY")
        .doesNotContain("s3cret");
  }

  @Test
  void jsonKeepsNumbersExactAndTextsAsTheyAreStored() {
    new Shelf(home)
        .put(
            ARow.pending("odd")
                .with("big", new Attribute.Num("12345678901234567890.123456789"))
                .with("set", new Attribute.NumSet(List.of("1", "2.50")))
                .with("nothing", new Attribute.Null())
                .with(
                    "bytes",
                    new Attribute.Binary(java.nio.ByteBuffer.wrap(new byte[] {1, 2, (byte) 255})))
                .text("job_results", "{\"not\": quite"));

    Snapshot.assertMatches("show-odd.json", new Cli(home).run("show", "odd", "--json").out());
  }

  @Test
  void anIdMayBeShortenedWhileItIsUnique() {
    everyState();

    assertThat(new Cli(home).run("show", "-q", "6").out().strip())
        .isEqualTo("60000000-0000-4000-8000-000000000001");
    Cli.Ran many = new Cli(home).run("show", "1");
    assertThat(many.exit()).isEqualTo(Exit.CONFLICT);
    assertThat(many.err()).contains("2 ids begin like this: ").endsWith("Give more of the id.\n");
    Cli.Ran none = new Cli(home).run("show", "zzz");
    assertThat(none.exit()).isEqualTo(Exit.NOT_FOUND);
    assertThat(none.err()).hasLineCount(1).startsWith("delphi: job zzz: there is none.");
  }

  @Test
  void aWholeIdWinsOverLongerOnesThatBeginWithIt() {
    new Shelf(home).put(ARow.pending("a"));
    new Shelf(home).put(ARow.pending("ab"));

    assertThat(new Cli(home).run("show", "-q", "a").out().strip()).isEqualTo("a");
  }

  @Test
  void aLogIsPrintedAndItsTailIsCut() {
    everyState();

    assertThat(new Cli(home).run("logs", "2").out())
        .isEqualTo(
            """
            2026-11-22T11:59:01.000Z INFO    load
            2026-11-22T11:59:02.000Z WARNING few votes
            2026-11-22T11:59:03.000Z ERROR   no more
            """);
    assertThat(new Cli(home).run("logs", "2", "--tail=1").out())
        .hasLineCount(1)
        .contains("no more");
    assertThat(new Cli(home).run("logs", "2", "--tail=-1").exit()).isEqualTo(Exit.USAGE);
    assertThat(new Cli(home).run("logs", "3").err()).isEqualTo("delphi: the log is empty.\n");
    assertThat(new Cli(home).run("logs", "2", "--json").out()).contains("\"level\" : \"WARNING\"");
  }

  @Test
  void aLogThatSteersTerminalsIsDisarmedOnOne() {
    String log =
        "{\"entries\":[{\"timestamp\":\"\",\"level\":\"INFO\",\"message\":\"\\u001b[2Jx\"}]}";
    new Shelf(home).put(ARow.pending("bad").text("logs", log));

    assertThat(new Cli(home).onTerminal(80).run("logs", "bad").out()).doesNotContain("\u001b");
  }

  @Test
  void followingPrintsWhatComesAndEndsWithTheJob() {
    new Shelf(home).put(ARow.pending("job").text("logs", entries("one")));
    int[] looks = {0};
    Cli cli =
        new Cli(home)
            .whilePausing(span -> {
              ARow change = new ARow(Map.of()).text("logs", entries("one", "two"));
              boolean end = looks[0]++ > 0;
              new Shelf(home).change("job", end ? change.text("status", "FAILED") : change);
              return true;
            });

    Cli.Ran ran = cli.run("logs", "-f", "job");

    assertThat(ran.out().lines().map(line -> line.replaceFirst(".*INFO +", "")))
        .containsExactly("one", "two");
    assertThat(ran.exit()).isEqualTo(Exit.FAILED);
    assertThat(ran.err()).contains("job job ended as FAILED");
  }

  @Test
  void initSaysWhatItFindsAndMakesNothingTwice() {
    Path elsewhere = home.resolve("elsewhere");

    assertThat(new Cli(elsewhere).run("init", "--dry-run").out()).contains("WOULD_CREATE");
    assertThat(elsewhere.resolve(".delphi")).doesNotExist();
    assertThat(new Cli(elsewhere).run("init").out()).contains("CREATED");
    assertThat(new Cli(elsewhere).run("init").out()).contains("PRESENT").doesNotContain("CREATED");
    assertThat(new Cli(elsewhere).run("init", "--json").out()).contains("\"found\" : \"PRESENT\"");
  }

  @Test
  void aStoreThatIsNotThereIsSaidInOneLineWithTheRemedy() {
    Cli.Ran ran = new Cli(home.resolve("nowhere")).run("list");

    assertThat(ran.exit()).isEqualTo(Exit.UNREACHABLE);
    assertThat(ran.err())
        .hasLineCount(1)
        .startsWith("delphi: there is no store at ")
        .contains("init");
  }

  private List<String> ids(String... filters) {
    String[] line = new String[filters.length + 2];
    line[0] = "list";
    line[1] = "-q";
    System.arraycopy(filters, 0, line, 2, filters.length);
    return new Cli(home).run(line).out().lines().toList();
  }

  private static String entries(String... messages) {
    StringBuilder all = new StringBuilder();
    for (String message : messages) {
      all.append(all.isEmpty() ? "" : ",")
          .append("{\"timestamp\":\"2026-11-22T11:59:01Z\",\"level\":\"INFO\",\"message\":\"")
          .append(message)
          .append("\"}");
    }
    return "{\"entries\":[" + all + "]}";
  }

  /** One row for each state that a list can show, a minute or more apart. */
  private void everyState() {
    Shelf shelf = new Shelf(home);
    shelf.put(row("1", "2026-11-22T11:59:30Z"));
    shelf.put(
        row("2", "2026-11-22T11:59:00Z")
            .text("status", "PROCESSING")
            .text("worker_id", "delphi-host-7-abcd")
            .text("claim_id", "2.11111111-1111-4111-8111-111111111111")
            .text("lock_expires_at", "2026-11-22T12:01:40.000000+00:00")
            .text("started_at", "2026-11-22T11:59:01.500000+00:00")
            .number("version", 2)
            .number("attempt", 1)
            .text("stage", "UMAP")
            .with("progress", new Attribute.Num("0.4"))
            .text(
                "logs",
                """
                {"entries":[
                  {"timestamp":"2026-11-22T11:59:01Z","level":"INFO","message":"load"},
                  {"timestamp":"2026-11-22T11:59:02Z","level":"WARNING","message":"few votes"},
                  {"timestamp":"2026-11-22T11:59:03Z","level":"ERROR","message":"no more"}]}
                """));
    shelf.put(
        row("3", "2026-11-22T11:58:50Z")
            .text("status", "COMPLETED")
            .text("job_type", "CREATE_NARRATIVE_BATCH")
            .text("started_at", "2026-11-22T11:58:51Z")
            .text("completed_at", "2026-11-22T11:58:54.250Z"));
    shelf.put(
        row("4", "2026-11-22T11:00:00Z")
            .text("status", "PROCESSING")
            .text("phase", "PARKED")
            .text("job_type", "BATCH_STATUS_CHECK")
            .text("batch_job_id", "root-job")
            .text("lock_expires_at", "2026-11-22T12:00:42.000000+00:00")
            .text("last_error", "Not done yet after 3 checks; the next one follows.")
            .number("recheck_count", 3));
    shelf.put(
        row("5", "2026-11-22T10:00:00Z")
            .text("status", "PROCESSING")
            .text("phase", "HELD")
            .text("lock_expires_at", "9999-12-31T23:59:59.000000+00:00")
            .text("last_error", "It killed its worker twice."));
    shelf.put(
        row("6", "2026-11-21T12:00:00Z")
            .text("status", "FAILED")
            .text("conversation_id", "77")
            .text("report_id", "r77")
            .text("started_at", "2026-11-21T12:00:01Z")
            .text("completed_at", "2026-11-21T13:02:03Z")
            .number("attempt", 2)
            .text("job_config", "{\"max_votes\":100}")
            .text(
                "job_results",
                "{\"result_type\":\"FAILURE\",\"return_code\":4,"
                    + "\"error\":\"The math export failed.\\nNo such file.\","
                    + "\"containment\":\"leash\",\"peak_memory_bytes\":1610612736,"
                    + "\"cpu_seconds\":3661.250,\"usage_measured\":\"sampled\"}"));
    shelf.put(
        row("7", "2026-11-20T12:00:00Z")
            .text("status", "FAILED")
            .text("phase", "CANCELLED")
            .text("job_results", "{\"error\":\"Cancelled: no more\"}"));
    shelf.put(
        row("8", "2026-11-19T12:00:00Z")
            .text("status", "FAILED")
            .text("phase", "QUARANTINED")
            .text("last_error", "timeout_seconds is no number."));
    shelf.put(row("9", "2026-11-18T12:00:00Z").without("conversation_id"));
    shelf.put(
        row("1", "2026-11-17T12:00:00Z")
            .text("job_id", "batch_check_10000000_1795320109")
            .text("status", "AWAITING_RECHECK"));
    shelf.put(
        row("1", "2026-11-16T12:00:00Z")
            .text("job_id", "1fffffff-0000-4000-8000-000000000001")
            .text("status", "LOCKED_FOR_CHECKING"));
  }

  private static ARow row(String digit, String createdAt) {
    return ARow.pending(digit + "0000000-0000-4000-8000-000000000001")
        .text("created_at", createdAt)
        .text("updated_at", createdAt);
  }
}
