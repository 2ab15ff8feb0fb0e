package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import delphi.jobs.desk.Exit;
import delphi.jobs.engine.Signal;
import delphi.jobs.engine.ThreadTasks;
import delphi.jobs.store.dynamodb.DynamoConnection;
import delphi.jobs.store.dynamodb.DynamoDbLocal;
import delphi.jobs.store.dynamodb.DynamoSettings;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * docs/MIGRATION.md from first to last, beside a poller of the newer old kind: check, shadow,
 * canary, compare, switch, and back.
 */
class GuideIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int JOBS = 16;
  private static final DynamoSettings SETTINGS =
      DynamoSettings.DEFAULT
          .withEndpoint(DynamoDbLocal.shared().endpoint())
          .withTables("Guide", "GuideJournal");

  @TempDir private Path home = Path.of("");
  private final Signal pause = new ThreadTasks().signal();
  private final DynamoConnection connection = DynamoConnection.open(SETTINGS, Map.of(), null);
  private Path ledger = Path.of("");

  @AfterEach
  void close() {
    connection.close();
  }

  @Test
  void theWholeWayBesideAnOlderPollerAndBack() throws Exception {
    assumeTrue(
        OtherPoller.canRun(),
        "SKIPPED: the pollers of the other kinds need boto3 (package python3-boto3)");
    connection.setup().prepare(false);
    ledger = Files.createDirectory(home.resolve("ledger"));
    scripts();
    List<String> first = jobs("job");

    assertThat(cli("migrate", "check", "--command", "python3 job_poller.py").exit())
        .isEqualTo(Exit.OK);
    Cli.Ran shadow = cli("poll", "--shadow", "--drain", "--json");
    assertThat(JsonMapper.shared().readTree(shadow.out()).get("would_run").get("pipeline").asInt())
        .isEqualTo(JOBS);
    assertThat(first).allMatch(id -> status(id).equals("PENDING"));

    try (OtherPoller _ = older();
        Program canary = ours("--share", "50%")) {
      await("both fleets have ended the jobs", () -> haveEnded(first));
      canary.terminate();
      assertThat(canary.awaitEnd()).as(canary.output()).isZero();
    }
    WorkLedger runs = new WorkLedger(ledger);
    assertThat(runs.runs().values()).flatMap(WorkLedger::violations).isEmpty();
    assertThat(cli("migrate", "compare").out()).contains("FULL_PIPELINE: ").contains("theirs");

    assertThat(cli("migrate", "drain-old", "--timeout", "1m").exit()).isEqualTo(Exit.OK);
    List<String> second = jobs("more");
    try (Program all = ours("--max-workers=4", "--drain")) {
      assertThat(all.awaitEnd()).as(all.output()).isZero();
    }
    assertThat(second).allMatch(id -> status(id).equals("COMPLETED"));

    List<String> third = jobs("back");
    Cli.Ran back = cli("migrate", "rollback", "--yes");
    assertThat(back.exit()).as(back.err()).isEqualTo(Exit.OK);
    try (OtherPoller _ = older()) {
      await("the older poller has taken over again", () -> haveEnded(third));
    }
  }

  private List<String> jobs(String kind) {
    List<String> ids = IntStream.range(0, JOBS).mapToObj(number -> kind + "-" + number).toList();
    for (String id : ids) {
      ARow row = ARow.pending(id).text("conversation_id", id.replaceAll("\\D", ""));
      assertThat(connection.table().write(Change.insert(row.row())))
          .isInstanceOf(Written.Done.class);
    }
    return ids;
  }

  private OtherPoller older() throws IOException {
    return OtherPoller.start(
        "locking_poller.py", DynamoDbLocal.shared().endpoint(), SETTINGS.table(), ledger, 60);
  }

  private Program ours(String... flags) throws IOException {
    List<String> line = new ArrayList<>(List.of("poll"));
    line.addAll(Arrays.asList(flags));
    return Program.start(home, environment(), line.toArray(String[]::new));
  }

  private Cli.Ran cli(String... line) {
    Cli cli = new Cli(home).after(Duration.between(Cli.START, InstantSource.system().instant()));
    environment().forEach(cli::with);
    return cli.run(line);
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("DYNAMODB_ENDPOINT", DynamoDbLocal.shared().endpoint().toString());
    environment.put("DELPHI_TABLE", SETTINGS.table());
    environment.put("DELPHI_JOURNAL_TABLE", SETTINGS.journalTable());
    environment.put("DELPHI_APP_PATH", home.toString());
    environment.put("DELPHI_PYTHON", OtherPoller.PYTHON.toString());
    environment.put("DELPHI_NARRATIVE_BATCH_SCRIPT", home.resolve("801.py").toString());
    environment.put("DELPHI_BATCH_STATUS_SCRIPT", home.resolve("803.py").toString());
    environment.put("DELPHI_POLLING_INTERVAL", "300ms");
    environment.put("PATH", "/usr/bin:/bin");
    return environment;
  }

  private void scripts() throws IOException {
    for (String name : List.of("801.py", "803.py")) {
      Files.writeString(home.resolve(name), "");
    }
    Path file =
        Files.writeString(
            home.resolve("run_delphi.sh"),
            "#!/bin/sh\nexec %s %s %s \"$DELPHI_JOB_ID\" %s \"$DELPHI_FENCE_TOKEN\"%n"
                .formatted(
                    OtherPoller.PYTHON,
                    OtherPoller.PROGRAMS.resolve("work.py"),
                    ledger,
                    WorkLedger.OURS));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private boolean haveEnded(List<String> ids) {
    return ids.stream().allMatch(id -> status(id).equals("COMPLETED"));
  }

  private String status(String id) {
    return connection.table().get(id).flatMap(row -> row.text("status")).orElse("");
  }

  private void await(String what, BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).as(what).isLessThan(LIMIT);
      pause.await(Duration.ofMillis(200));
    }
  }
}
