package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.store.row.ARow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jobs of both fleets in one store: what is said of them, and when a poller hands back. */
class YieldIT {
  private static final int THEIRS = 40;

  @TempDir private Path home = Path.of("");
  private Shelf shelf = new Shelf(home);

  @BeforeEach
  void makeTheStore() throws IOException {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
    shelf = new Shelf(home);
    Path script = Files.writeString(home.resolve("run_delphi.sh"), "#!/bin/sh\nexit 4\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void aPollerWhoseJobsFailWhereOthersDoNotHandsBackAndSaysWhyOnce() throws Exception {
    theirs(0);
    jobs(6);

    try (Program poller = poll("--yield-if-worse")) {
      assertThat(poller.awaitEnd()).as(poller.output()).isEqualTo(Exit.YIELDED.code());
      assertThat(poller.output())
          .containsOnlyOnce("Handing back to the older pollers")
          .contains("and theirs 0 of 40");
    }

    assertThat(new Cli(home).run("list", "-q", "status:PENDING").out().lines())
        .as("jobs that are left for the others")
        .isNotEmpty();
    Cli.Ran compared = new Cli(home).run("migrate", "compare");
    assertThat(compared.out())
        .contains("FULL_PIPELINE: ours fails more often.")
        .contains(" ours: ");
  }

  @Test
  void aPollerThatFailsNoMoreThanTheOthersGoesOn() throws Exception {
    theirs(THEIRS / 2);
    jobs(3);

    try (Program poller = poll("--yield-if-worse", "--drain")) {
      assertThat(poller.awaitEnd()).as(poller.output()).isZero();
      assertThat(poller.output()).doesNotContain("Handing back");
    }

    JsonNode types =
        JsonMapper.shared().readTree(new Cli(home).run("migrate", "compare", "--json").out());
    assertThat(types.get(0).get("verdict").asString()).isEqualTo("NO_DIFFERENCE");
    assertThat(types.get(0).get("ours").get("failed").asInt()).isEqualTo(3);
    assertThat(types.get(0).get("theirs").get("jobs").asInt()).isEqualTo(THEIRS);
    assertThat(types.get(0).get("theirs").get("median_seconds").asDouble()).isEqualTo(600);
  }

  @Test
  void thereMayBeNothingToCompareOrTooLittle() {
    assertThat(new Cli(home).run("migrate", "compare").err()).contains("no job has ended yet.");
    shelf.put(ended("only", "COMPLETED"));

    assertThat(new Cli(home).run("migrate", "compare").out())
        .contains("FULL_PIPELINE: too few jobs to tell.");
    assertThat(new Cli(home).run("migrate", "compare", "--type=OTHER").err())
        .contains("no job that matches has ended yet.");
    assertThat(new Cli(home).run("migrate", "compare", "conversation:other").err())
        .contains("no job that matches has ended yet.");
    assertThat(new Cli(home).run("migrate", "compare", "status:FAILED").err())
        .contains("compare is about all that has ended");
    assertThat(new Cli(home).run("migrate", "compare", "--since=never").exit())
        .isEqualTo(Exit.USAGE);
  }

  private void theirs(int failed) {
    for (int number = 0; number < THEIRS; number++) {
      shelf.put(ended("theirs-" + number, number < failed ? "FAILED" : "COMPLETED"));
    }
  }

  private static ARow ended(String id, String status) {
    return ARow.pending(id)
        .text("status", status)
        .text("worker_id", "theirs")
        .number("version", 3)
        .text("started_at", "2026-11-22T00:20:00Z")
        .text("completed_at", "2026-11-22T00:30:00Z");
  }

  private void jobs(int count) {
    for (int number = 0; number < count; number++) {
      shelf.put(ARow.pending("job-" + number));
    }
  }

  private Program poll(String... flags) throws IOException {
    Map<String, String> environment =
        Map.of("DELPHI_APP_PATH", home.toString(), "DELPHI_POLLING_INTERVAL", "100ms");
    String[] line = new String[flags.length + 1];
    line[0] = "poll";
    System.arraycopy(flags, 0, line, 1, flags.length);
    return Program.start(home, environment, line);
  }
}
