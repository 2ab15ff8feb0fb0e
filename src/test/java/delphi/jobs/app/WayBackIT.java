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
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Condition;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Stamp;
import delphi.jobs.store.row.Written;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The way back on a real DynamoDB: {@code migrate rollback} says what an older poller will do with
 * each row, and then a real one does it.
 */
class WayBackIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final DynamoSettings SETTINGS =
      DynamoSettings.DEFAULT
          .withEndpoint(DynamoDbLocal.shared().endpoint())
          .withTables("WayBack", "WayBackJournal");

  @TempDir private Path home = Path.of("");
  private final DynamoConnection connection = DynamoConnection.open(SETTINGS, Map.of(), null);
  private final Signal pause = new ThreadTasks().signal();
  private final Instant now = InstantSource.system().instant();

  @BeforeEach
  void makeTheTable() {
    connection.setup().prepare(false);
  }

  @AfterEach
  void close() {
    connection.close();
  }

  @Test
  void anOlderPollerTakesExactlyWhatIsSaidThatItTakes() throws Exception {
    assumeTrue(
        OtherPoller.canRun(),
        "SKIPPED: the pollers of the other kinds need boto3 (package python3-boto3)");
    put(parked("due", now.minusSeconds(60)));
    put(parked("not-due", now.plus(Duration.ofHours(3))));
    put(parked("held", now).text("phase", "HELD").text("lock_expires_at", Stamp.NEVER));
    put(ours("dead", now.minus(Duration.ofHours(1))));
    put(ours("paid", now.minus(Duration.ofHours(1))).text("job_type", "CREATE_NARRATIVE_BATCH"));
    put(ARow.pending("waiting"));
    put(ours("ended", now.minus(Duration.ofHours(1))).text("status", "COMPLETED"));

    Cli.Ran refused = cli().run("migrate", "rollback");
    assertThat(refused.exit()).isEqualTo(Exit.CONFLICT);
    assertThat(row("due").text("phase")).contains("PARKED");
    Cli.Ran ran = cli().run("migrate", "rollback", "--yes", "--json");

    assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.OK);
    Map<String, String> said = new TreeMap<>();
    for (JsonNode each : JsonMapper.shared().readTree(ran.out())) {
      said.put(each.get("job_id").asString(), each.get("newer_after").asString());
    }
    assertThat(said)
        .containsEntry("due", "at once")
        .containsEntry("dead", "at once")
        .containsEntry("waiting", "at once")
        .containsEntry("held", "never")
        .containsEntry("paid", "never")
        .containsEntry("ended", "never");
    assertThat(said.get("not-due")).startsWith("at ");
    Path ledger = Files.createDirectory(home.resolve("ledger"));
    List<String> taken = List.of("due", "dead", "waiting");
    try (OtherPoller _ =
        OtherPoller.start(
            "locking_poller.py", DynamoDbLocal.shared().endpoint(), SETTINGS.table(), ledger, 60)) {
      await(() -> taken.stream().allMatch(id -> row(id).text("status").get().equals("COMPLETED")));
    }
    assertThat(ledger).isDirectoryNotContaining("glob:**/{held,paid,not-due,ended}");
    assertThat(row("held").text("worker_id")).contains("none");
    assertThat(row("paid").text("phase")).contains("HELD");
  }

  @Test
  void itRefusesWhileAPollerOfOursIsAliveUnlessItIsTold() {
    put(ours("alive", now.plusSeconds(60)));
    put(parked("parked", now.minusSeconds(60)));

    Cli.Ran refused = cli().run("migrate", "rollback", "--yes");

    assertThat(refused.exit()).isEqualTo(Exit.CONFLICT);
    assertThat(refused.err()).contains("1 jobs are with pollers of ours that are alive");
    assertThat(row("parked").text("phase")).contains("PARKED");
    Cli.Ran told = cli().run("migrate", "rollback", "--yes", "--even-if-running");
    assertThat(told.exit()).isEqualTo(Exit.OK);
    assertThat(row("parked").text("status")).contains("PENDING");
    assertThat(row("alive").text("claim_id")).isPresent();
    connection.table().write(end("alive"));
    connection.table().write(end("parked"));
  }

  private static Change end(String id) {
    return new Change(
        id,
        List.of(new Condition.Equal("job_id", new Attribute.Text(id))),
        Map.of("status", new Attribute.Text("COMPLETED")),
        Set.of("lock_expires_at"));
  }

  private Cli cli() {
    return new Cli(home)
        .after(Duration.between(Cli.START, now))
        .with("DYNAMODB_ENDPOINT", DynamoDbLocal.shared().endpoint().toString())
        .with("DELPHI_TABLE", SETTINGS.table())
        .with("DELPHI_JOURNAL_TABLE", SETTINGS.journalTable());
  }

  private static ARow parked(String id, Instant until) {
    return ARow.pending(id)
        .text("status", "PROCESSING")
        .text("phase", "PARKED")
        .number("version", 4)
        .text("lock_expires_at", Stamp.of(until));
  }

  private static ARow ours(String id, Instant until) {
    return ARow.pending(id)
        .text("status", "PROCESSING")
        .text("worker_id", "delphi-host-1-abcd")
        .number("version", 2)
        .number("attempt", 1)
        .text("claim_id", "2.00000000-0000-0001-0000-000000000002")
        .text("lock_expires_at", Stamp.of(until));
  }

  private void put(ARow row) {
    assertThat(connection.table().write(Change.insert(row.row()))).isInstanceOf(Written.Done.class);
  }

  private Row row(String id) {
    return connection.table().get(id).orElseThrow();
  }

  private void await(BooleanSupplier condition) throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
      pause.await(Duration.ofMillis(200));
    }
  }
}
