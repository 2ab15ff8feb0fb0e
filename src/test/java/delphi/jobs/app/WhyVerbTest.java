package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.store.roster.AWorker;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.sql.SqlTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code why} and {@code workers} say of the embedded store. */
class WhyVerbTest {
  private static final Path SENTENCES =
      Path.of("src/test/resources/delphi/jobs/explain/reasons.txt");

  @TempDir private Path home = Path.of("");

  @BeforeEach
  void make() {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
    new Shelf(home).put(ARow.pending("waits").text("created_at", "2026-11-22T11:50:00Z"));
  }

  @Test
  void aJobThatWaitsForNobodySaysSoWithItsEvidenceAndTheNextStep() {
    Cli.Ran ran = new Cli(home).run("why", "waits");

    assertThat(ran.exit()).isEqualTo(Exit.OK);
    assertThat(ran.out())
        .isEqualTo(
            """
            waits  PENDING  nobody_polls
            No poller is there, and none was within a day. Older pollers publish nothing of themselves.
              waiting for  10 min
            Next: delphi poll
            """);
    assertThat(new Cli(home).run("why", "wai", "-q").out()).isEqualTo("nobody_polls\n");
  }

  @Test
  void asDataItHasExactlyTheFieldsThatArePromised() {
    JsonNode why = JsonMapper.shared().readTree(new Cli(home).run("why", "waits", "--json").out());

    assertThat(why.propertyNames())
        .containsExactly("job_id", "status", "reason", "summary", "evidence", "next");
    assertThat(why.get("evidence").get(0).propertyNames())
        .containsExactlyInAnyOrder("name", "value");
    assertThat(why.get("reason").asString()).isEqualTo("nobody_polls");
  }

  @Test
  void aJobThatIsNotThereIsAnsweredInASentenceAndWithItsExitCode() {
    Cli.Ran ran = new Cli(home).run("why", "nothing", "--json");

    assertThat(ran.exit()).isEqualTo(Exit.NOT_FOUND);
    assertThat(JsonMapper.shared().readTree(ran.out()).get("reason").asString())
        .isEqualTo("no_such_job");
  }

  @Test
  void aStoreThatIsNotThereIsAReasonToo() {
    Cli.Ran ran = new Cli(home.resolve("elsewhere")).run("why", "waits");

    assertThat(ran.exit()).isEqualTo(Exit.UNREACHABLE);
    assertThat(ran.out()).contains("no_table").contains("Next: delphi init --dry-run");
  }

  @Test
  void withoutAJobTheReasonsOfAllAreCountedTheWorstFirst() {
    Shelf shelf = new Shelf(home);
    shelf.put(ARow.pending("more").text("created_at", "2026-11-22T11:51:00Z"));
    shelf.put(
        ARow.pending("old")
            .text("status", "PROCESSING")
            .text("worker_id", "old-7")
            .text("conversation_id", "7")
            .text("started_at", "2026-11-22T11:51:00Z"));
    shelf.put(ARow.pending("done").text("status", "COMPLETED"));

    JsonNode all = JsonMapper.shared().readTree(new Cli(home).run("why", "--json").out());

    assertThat(all.size()).isEqualTo(2);
    assertThat(all.get(0).get("reason").asString()).isEqualTo("nobody_polls");
    assertThat(all.get(0).get("jobs").asInt()).isEqualTo(2);
    assertThat(all.get(0).get("examples").size()).isEqualTo(2);
    assertThat(all.get(1).get("reason").asString()).isEqualTo("older_poller_no_lock");
    assertThat(new Cli(home).run("why").out()).contains("nobody_polls").contains("delphi poll");
    assertThat(new Cli(home).run("why", "--limit=1").err()).contains("--limit looks at more");
  }

  @Test
  void pollersAreListedWithThoseThatOnlyRowsTellOf() {
    assertThat(new Cli(home).run("workers").err()).contains("no poller has published itself");
    publish();
    new Shelf(home)
        .put(
            ARow.pending("old")
                .text("status", "PROCESSING")
                .text("worker_id", "old-7")
                .text("started_at", "2026-11-22T11:51:00Z"));

    Cli.Ran ran = new Cli(home).run("workers");
    assertThat(ran.out())
        .contains("poller-a")
        .contains("working")
        .contains("1/2")
        .contains("host-7")
        .contains("old-7")
        .contains("older poller");
    assertThat(new Cli(home).run("workers", "-q").out()).isEqualTo("poller-a\nold-7\n");
    assertThat(new Cli(home).after(Duration.ofMinutes(2)).run("workers").out()).contains("silent");
    assertThat(new Cli(home).after(Duration.ofDays(2)).run("workers", "-q").out())
        .isEqualTo("old-7\n");
  }

  @Test
  void thePollerThatIsThereExplainsTheWaitingJob() {
    publish();

    assertThat(new Cli(home).run("why", "waits", "-q").out()).isEqualTo("passed_over\n");
  }

  @Test
  void everyNextStepIsAVerbOfThisProgram() throws IOException {
    Set<String> verbs = Delphi.commandLine().getSubcommands().keySet();
    List<String> steps =
        Files.readAllLines(SENTENCES).stream()
            .filter(line -> line.startsWith("  next: delphi "))
            .map(line -> line.split(" ", -1)[4])
            .distinct()
            .toList();

    assertThat(steps).hasSizeGreaterThan(5);
    assertThat(verbs).containsAll(steps);
  }

  private void publish() {
    try (SqlTable table = SqlTable.open(home.resolve(".delphi/jobs.db"))) {
      table.roster().publish(AWorker.named("poller-a"));
    }
  }
}
