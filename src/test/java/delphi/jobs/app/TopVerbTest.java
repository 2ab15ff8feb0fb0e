package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.app.screen.Width;
import delphi.jobs.desk.Exit;
import delphi.jobs.experience.Experience;
import delphi.jobs.experience.Run;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Share;
import delphi.jobs.store.roster.Health;
import delphi.jobs.store.roster.Load;
import delphi.jobs.store.roster.Presence;
import delphi.jobs.store.roster.Program;
import delphi.jobs.store.roster.Scope;
import delphi.jobs.store.roster.Standing;
import delphi.jobs.store.roster.WorkerRecord;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.sql.SqlTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code top} and {@code stats} show of a table in which something happens. */
class TopVerbTest {
  @TempDir private Path home = Path.of("");

  @BeforeEach
  void makeTheStore() {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 200})
  void onePictureFitsTheTerminal(int columns) {
    aBusyTable();

    String out = placeless(new Cli(home).onTerminal(columns).run("top", "--once").out());

    Snapshot.assertMatches("top-" + columns + ".txt", out);
    assertThat(out.lines())
        .allSatisfy(line -> assertThat(Width.of(line)).isLessThanOrEqualTo(columns));
  }

  @Test
  void thePictureAsDataNamesWhatIsKnown() {
    aBusyTable();

    Snapshot.assertMatches("top.json", new Cli(home).run("top", "--json").out());
  }

  @Test
  void anEmptyTableIsAPictureToo() {
    assertThat(new Cli(home).onTerminal(80).run("top", "--once").out())
        .contains("0 running · 0 waiting · 0 parked · 0 held · 0 failed (1h)")
        .hasLineCount(2);
  }

  @Test
  void withAnIntervalItIsRepeatedWhereThereIsNoTerminal() {
    int[] looks = {0};
    Cli cli = new Cli(home).whilePausing(span -> looks[0]++ < 2);

    assertThat(cli.run("top", "--json", "--interval", "5s").out().lines()).hasSize(3);
    assertThat(new Cli(home).run("top", "--interval", "1ms").exit()).isEqualTo(Exit.USAGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 200})
  void theFiguresOfADayFitTheTerminal(int columns) {
    aBusyTable();

    Cli.Ran ran = new Cli(home).onTerminal(columns).run("stats");

    Snapshot.assertMatches("stats-" + columns + ".txt", ran.out());
    assertThat(ran.err())
        .contains("of jobs that ended since 2026-11-21T12:00:00.000Z; rows read: 4.");
    assertThat(ran.out().lines())
        .allSatisfy(line -> assertThat(Width.of(line)).isLessThanOrEqualTo(columns));
  }

  @Test
  void theFiguresAsDataSayWhatTheyCover() {
    aBusyTable();

    Snapshot.assertMatches("stats.json", new Cli(home).run("stats", "--json", "since:1h").out());
    assertThat(new Cli(home).run("stats", "--limit=1").err()).contains("only the newest 1 rows");
    assertThat(new Cli(home).run("stats", "--by-conversation").out()).contains("CONVERSATION");
    assertThat(new Cli(home).run("stats", "status:FAILED").exit()).isEqualTo(Exit.USAGE);
    assertThat(new Cli(home).run("stats", "state:failed").exit()).isEqualTo(Exit.USAGE);
    assertThat(new Cli(home).run("stats", "type:NOTHING").err()).endsWith("; rows read: 0.\n");
    assertThat(new Cli(home).run("stats", "type:FULL_PIPLINE").err())
        .startsWith("delphi: no job ended ")
        .endsWith("Did you mean FULL_PIPELINE?\n");
  }

  @Test
  void eachRowCountsWhereItBelongs() {
    rowsThatAreEasilyMistaken();

    String top = new Cli(home).onTerminal(80).run("top", "--once").out();
    String stats = new Cli(home).run("stats", "--plain").out();

    assertThat(top)
        .contains("0 running · 2 waiting · 0 parked · 1 held · 2 failed (1h)", "1h00m")
        .containsSubsequence("40000000", "30000000")
        .contains("host-c-1", "silent: gone, or cut off")
        .doesNotContain("host-b-1", "20000000");
    assertThat(stats).startsWith("FULL_PIPELINE\t0\t2\t1\t0\t-\t-\t-\t1h 31m\t1h 51m");
  }

  @Test
  void whatRunsLongestIsFirstWheneverItWasSubmitted() {
    Shelf shelf = new Shelf(home);
    shelf.put(running("1", "a", "2026-11-22T11:00:00Z").text("created_at", "2026-11-22T10:00:00Z"));
    shelf.put(running("2", "a", "2026-11-22T11:30:00Z").text("created_at", "2026-11-22T10:10:00Z"));
    shelf.put(running("3", "a", "2026-11-22T10:50:00Z").text("created_at", "2026-11-22T10:05:00Z"));

    assertThat(new Cli(home).onTerminal(80).run("top", "--once").out())
        .containsSubsequence("30000000", "10000000", "20000000");
  }

  @Test
  void theFiguresAreOfWhatEndedInTheTimeWheneverItWasSubmitted() {
    Shelf shelf = new Shelf(home);
    shelf.put(
        ended("1", "COMPLETED", "11:00:00", "11:30:00").text("created_at", "2026-11-21T11:00:00Z"));
    shelf.put(
        ended("2", "COMPLETED", "11:00:00", "11:30:00")
            .text("created_at", "2026-11-21T10:00:00Z")
            .text("completed_at", "2026-11-21T11:59:00Z"));
    shelf.put(ended("3", "COMPLETED", "11:00:00", "11:10:00").text("conversation_id", "77"));

    assertThat(new Cli(home).run("stats", "--plain").out()).startsWith("FULL_PIPELINE\t2\t");
    assertThat(new Cli(home).run("stats", "--plain", "-c", "77").out())
        .startsWith("FULL_PIPELINE\t1\t0\t0\t0\t10m 0s");
    assertThat(new Cli(home).run("stats", "--plain", "--by-conversation").out())
        .containsSubsequence("42\t1\t", "77\t1\t", "all\t2\t");
  }

  @Test
  void failuresWhoseWordsDifferInNumbersOnlyAreOneReason() {
    Shelf shelf = new Shelf(home);
    shelf.put(failed("1", "10:10:00", "Process exited with code 4"));
    shelf.put(failed("2", "10:20:00", "Process exited with code 1"));
    shelf.put(failed("3", "10:30:00", "It was stopped."));

    assertThat(new Cli(home).run("stats").out())
        .containsPattern("\n2 +- +20000000\\S+ +Process exited with code 1\n1 +- +30000000");
  }

  @Test
  void theFiguresOfOneFailureAreOfNothingElse() {
    aBusyTable();

    for (String filter : List.of("cause:disk_full", "fingerprint:f1")) {
      assertThat(new Cli(home).run("stats", "--plain", filter).out())
          .as(filter)
          .startsWith("FULL_PIPELINE\t0\t1\t0\t0\t");
    }
    assertThat(new Cli(home).run("stats", "cause:killed").err()).contains("no job ended");
    assertThat(new Cli(home).run("stats", "fingerprint:f2").err()).contains("no job ended");
  }

  private String placeless(String text) {
    return text.replaceAll("sqlite:\\S+( +)", "PLACE ");
  }

  /** Jobs of each kind, a poller that tells of itself, another that does not, and what is usual. */
  private void aBusyTable() {
    Shelf shelf = new Shelf(home);
    shelf.put(
        running("1", "host-a-1", "2026-11-22T11:58:00Z")
            .text("stage", "[2/3] UMAP 漢字")
            .text("stage_at", "2026-11-22T11:59:30Z")
            .with("progress", new Attribute.Num("0.4"))
            .text("progress_at", "2026-11-22T11:59:30Z"));
    shelf.put(
        running("2", "host-a-1", "2026-11-22T11:40:00Z")
            .text("job_type", "CREATE_NARRATIVE_BATCH")
            .text("output_at", "2026-11-22T11:53:00Z"));
    shelf.put(running("3", "old-poller", "2026-11-22T09:00:00Z"));
    shelf.put(job("4").text("created_at", "2026-11-22T11:50:00Z"));
    shelf.put(job("5").text("created_at", "2026-11-22T11:55:00Z"));
    shelf.put(
        job("6")
            .text("status", "PROCESSING")
            .text("phase", "PARKED")
            .text("lock_expires_at", "2026-11-22T12:00:42.000000+00:00"));
    shelf.put(ended("7", "COMPLETED", "11:30:00", "11:35:00"));
    shelf.put(ended("8", "COMPLETED", "11:30:00", "11:33:20").number("attempt", 2));
    String failure =
        "{\"result_type\":\"FAILURE\",\"error\":\"Process exited with code 1\",\"failure\":"
            + "{\"cause\":\"disk_full\",\"line\":\"OSError: No space left on device\","
            + "\"line_number\":7,\"stream\":\"stderr\",\"fingerprint\":\"f1\"}}";
    shelf.put(ended("9", "FAILED", "11:20:00", "11:21:00").text("job_results", failure));
    shelf.put(
        ended("a", "FAILED", "10:20:00", "10:21:00")
            .text("job_results", "{\"error\":\"Process exited with code 4\"}"));
    try (SqlTable table = SqlTable.open(home.resolve(".delphi/jobs.db"))) {
      List<Run> runs = List.of(run(240, 60), run(250, 65), run(300, 70));
      new Experience(table.register()).learn(JobType.FULL_PIPELINE, runs, Instant.EPOCH);
      table.roster().publish(worker("host-a-1", Standing.DRAINING, 12));
    }
  }

  /** Each would be a wrong number in one of the two, if it were taken for its neighbour. */
  private void rowsThatAreEasilyMistaken() {
    Shelf shelf = new Shelf(home);
    shelf.put(
        job("1")
            .text("status", "PROCESSING")
            .text("phase", "HELD")
            .text("lock_expires_at", "9999-12-31T23:59:59.000000+00:00"));
    shelf.put(ended("2", "FAILED", "11:30:00", "11:35:00").text("phase", "CANCELLED"));
    shelf.put(ended("3", "FAILED", "11:31:00", "11:32:00").text("phase", "QUARANTINED"));
    shelf.put(ended("4", "FAILED", "11:51:00", "11:52:00"));
    shelf.put(
        job("5")
            .text("job_id", "batch_check_10000000_1795320109")
            .text("status", "AWAITING_RECHECK")
            .text("created_at", "2026-11-22T11:00:00Z"));
    shelf.put(job("6").text("created_at", "2026-11-22T11:50:00Z"));
    try (SqlTable table = SqlTable.open(home.resolve(".delphi/jobs.db"))) {
      table.roster().publish(worker("host-b-1", Standing.STOPPED, 12));
      table.roster().publish(worker("host-c-1", Standing.WORKING, 3_000));
    }
  }

  private static WorkerRecord worker(String id, Standing standing, int silentSeconds) {
    return new WorkerRecord(
        id,
        new Program("1", "host-a", 7, "s"),
        new Presence(
            standing,
            Cli.START.minusSeconds(6_000),
            Cli.START.minusSeconds(silentSeconds),
            Duration.ofSeconds(30)),
        new Load(4, 2, List.of()),
        new Scope(Set.of(), Set.of(), Set.of(), Share.ALL),
        new Health("leash", null, null));
  }

  private static Run run(int seconds, int umapAfter) {
    return new Run(
        Duration.ofSeconds(seconds),
        List.of(new Run.Mark("[2/3] UMAP 漢字", Duration.ofSeconds(umapAfter))));
  }

  private static ARow job(String digit) {
    return ARow.pending(digit + "0000000-0000-4000-8000-000000000001");
  }

  private static ARow running(String digit, String worker, String since) {
    return job(digit)
        .text("status", "PROCESSING")
        .text("worker_id", worker)
        .number("version", 2)
        .number("attempt", 1)
        .text("started_at", since)
        .text("lock_expires_at", "2026-11-22T12:01:40.000000+00:00");
  }

  private static ARow ended(String digit, String status, String began, String over) {
    return job(digit)
        .text("status", status)
        .text("created_at", "2026-11-22T10:00:00Z")
        .text("started_at", "2026-11-22T" + began + "Z")
        .text("completed_at", "2026-11-22T" + over + "Z");
  }

  private static ARow failed(String digit, String createdAt, String error) {
    return ended(digit, "FAILED", "11:00:00", "11:10:00")
        .text("created_at", "2026-11-22T" + createdAt + "Z")
        .text("job_results", "{\"error\":\"" + error + "\"}");
  }
}
