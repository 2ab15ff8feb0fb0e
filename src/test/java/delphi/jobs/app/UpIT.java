package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.dynamodb.DynamoDbLocal;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code delphi up} does beside the good case, which {@link ProgramIT} tries. */
class UpIT {
  @TempDir private Path home = Path.of("");

  @BeforeEach
  void bringTheExamples() throws IOException {
    Files.createSymbolicLink(home.resolve("examples"), Path.of("examples").toAbsolutePath());
  }

  @Test
  void offATerminalItTellsEachChangeInALineWithoutAnyAnimation() throws Exception {
    try (Program up = up(Map.of(), "--exit-when-done")) {
      assertThat(up.awaitEnd()).as(up.output()).isZero();
      assertThat(up.output())
          .contains("4 sample jobs")
          .containsPattern("\\S+Z \\S+ FULL_PIPELINE PROCESSING after \\S+: \\S+ \\d+ %\n")
          .doesNotContain("\u001b");
    }
    assertThat(Files.readString(home.resolve(".delphi/poller.log")))
        .contains("delphi.worker - INFO - Claimed job", "[DELPHI JOB ");
  }

  /** Here the scripts write the rows themselves, behind our back, as the real ones do. */
  @Test
  void onDynamoDbARootEndsAsTheScriptOfItsCheckSaysAndKeepsNothingOfItsWait() throws Exception {
    Map<String, String> environment =
        Map.of(
            "DELPHI_STORE",
            "dynamodb",
            "DYNAMODB_ENDPOINT",
            DynamoDbLocal.shared().endpoint().toString(),
            "DELPHI_TABLE",
            "Delphi_" + UUID.randomUUID());

    try (Program up = up(environment, "--exit-when-done")) {
      assertThat(up.awaitEnd()).as(up.output()).isZero();
    }

    Stores stores = new Stores(Settings.of(Map.of(), environment, null), environment, home);
    try (OpenStore store = stores.open(InstantSource.system())) {
      List<Row> rows = store.jobs().rows(JobFilter.NEWEST);
      assertThat(rows)
          .hasSizeGreaterThanOrEqualTo(6)
          .allMatch(row -> row.text(Name.STATUS).filter("COMPLETED"::equals).isPresent())
          .allMatch(row -> row.get(Name.LOCK_EXPIRES_AT) == null && row.get(Name.PHASE) == null);
      assertThat(rows)
          .filteredOn(row -> row.text(Name.JOB_TYPE).orElse("").endsWith("NARRATIVE_BATCH"))
          .filteredOn(row -> row.get(Name.BATCH_JOB_ID) == null)
          .hasSize(2)
          .allMatch(row -> row.get(Name.BATCH_ID) != null && row.get(Name.BATCH_SINCE) != null)
          .allMatch(row -> row.text(Name.JOB_RESULTS).orElse("").contains("narrative"));
    }
  }

  @Test
  void aJobThatFailsIsNamedAndTheExitCodeSaysSo() throws Exception {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
    String id = new Cli(home).run("submit", "FULL_PIPELINE", "-c", "no number!").out().strip();

    try (Program up = up(Map.of(), "--exit-when-done", "--no-samples")) {
      assertThat(up.awaitEnd()).as(up.output()).isEqualTo(Exit.FAILED.code());
      assertThat(up.output()).contains("1 of 1 jobs did not complete").contains(id);
    }
  }

  @Test
  void itServesUntilItIsToldToStop() throws Exception {
    try (Program up = up(Map.of(), "--no-samples")) {
      up.awaitLine("Ready for more");
      String id = new Cli(home).run("submit", "FULL_PIPELINE", "-c", "7").out().strip();
      up.awaitLine(id + " FULL_PIPELINE COMPLETED");
      up.awaitLine("The job completed.");
      up.terminate();

      assertThat(up.awaitEnd()).as(up.output()).isZero();
    }
  }

  @Test
  void aSecondOneInTheSameFolderIsRefused() throws Exception {
    Path data = Files.createDirectories(home.resolve(".delphi"));
    try (FileChannel file =
            FileChannel.open(
                data.resolve("up.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = file.lock();
        Program up = up(Map.of(), "--exit-when-done")) {
      assertThat(up.awaitEnd()).isEqualTo(Exit.TRY_AGAIN.code());
      assertThat(up.output()).hasLineCount(1).contains("another `delphi up` is at work");
      assertThat(lock.isValid()).isTrue();
    }
  }

  @Test
  void scriptsOfOnesOwnGetNoSamples() throws Exception {
    Map<String, String> own = Map.of("DELPHI_RUN_SCRIPT", "/somewhere/run.sh");

    try (Program up = up(own, "--exit-when-done")) {
      assertThat(up.awaitEnd()).as(up.output()).isZero();
      assertThat(up.output()).contains("No samples: the scripts are yours");
    }
    assertThat(new Cli(home).run("list", "-q").out()).isEmpty();
  }

  private Program up(Map<String, String> environment, String... flags) throws IOException {
    List<String> line = new ArrayList<>(List.of("up"));
    line.addAll(List.of(flags));
    return Program.start(home, environment, line.toArray(String[]::new));
  }
}
