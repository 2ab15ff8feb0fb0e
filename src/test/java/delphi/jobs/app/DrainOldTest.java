package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.store.row.ARow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code migrate drain-old}: waits for what others have, and says what never ends by itself. */
class DrainOldTest {
  @TempDir private Path home = Path.of("");

  @BeforeEach
  void makeTheStore() {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
  }

  @Test
  void itEndsWhenTheLastRowOfOthersHasEnded() {
    Shelf shelf = new Shelf(home);
    shelf.put(theirs("a").text("lock_expires_at", "2026-11-22T12:10:00.000000+00:00"));
    shelf.put(ARow.pending("waiting"));

    Cli.Ran ran =
        new Cli(home)
            .whilePausing(span -> {
              shelf.change("a", new ARow(Map.of()).text("status", "COMPLETED"));
              return true;
            })
            .run("migrate", "drain-old");

    assertThat(ran.exit()).isEqualTo(Exit.OK);
    assertThat(ran.out()).contains("a    FULL_PIPELINE  theirs").contains("locked");
    assertThat(ran.err()).endsWith("no row is held by other pollers.\n");
  }

  @Test
  void itGivesUpAfterATimeAndSaysWhatHasNoLock() {
    new Shelf(home).put(theirs("a"));

    Cli.Ran ran = new Cli(home).run("migrate", "drain-old", "--timeout=20s");

    assertThat(ran.exit()).isEqualTo(Exit.TIMED_OUT);
    assertThat(ran.err()).contains("`delphi requeue ID`").contains("still hold 1.");
  }

  @Test
  void itTellsWhatIsHeldAsJson() {
    new Shelf(home).put(theirs("a"));

    Cli.Ran ran = new Cli(home).run("migrate", "drain-old", "--timeout=0s", "--json");

    JsonNode report = JsonMapper.shared().readTree(ran.out());
    assertThat(report.get("drained").asBoolean()).isFalse();
    assertThat(report.get("held").get(0).get("grip").asString()).isEqualTo("WITHOUT_LOCK");
    assertThat(report.get("held").get(0).get("age_seconds").asLong())
        .isEqualTo(Duration.ofMinutes(5).toSeconds());
    assertThat(ran.exit()).isEqualTo(Exit.TIMED_OUT);
  }

  @Test
  void whatOursHasIsNotWaitedFor() {
    new Shelf(home)
        .put(
            theirs("a")
                .number("version", 2)
                .text("claim_id", "2.00000000-0000-0001-0000-000000000002"));

    assertThat(new Cli(home).run("migrate", "drain-old").exit()).isEqualTo(Exit.OK);
  }

  private static ARow theirs(String id) {
    return ARow.pending(id)
        .text("status", "PROCESSING")
        .text("worker_id", "theirs")
        .text("started_at", "2026-11-22T11:55:00.000000+00:00");
  }
}
