package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.store.dynamodb.DynamoDbLocal;
import delphi.jobs.store.row.ARow;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real poller with a small budget: what is spent ends what is ordered, and is told. */
class BudgetIT {
  /** Stands for 801: says what it has spent, and that nothing waits at a provider. */
  private static final String SCRIPT =
      """
      #!/bin/sh
      echo "$DELPHI_JOB_ID" >> HOME/runs
      echo '{"cost":{"model":"m-1","input_tokens":1200,"amount":"1.05","currency":"USD"}}' >> "$DELPHI_COMMANDS"
      echo '{"ordered":false}' >> "$DELPHI_COMMANDS"
      """;

  @TempDir private Path home = Path.of("");

  @Test
  void theSecondJobIsParkedUntilTomorrowAndWhySaysSo() throws Exception {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
    Path script = script();
    Shelf shelf = new Shelf(home);
    shelf.put(paid("one", "1").text("created_at", "2026-11-22T00:00:00Z"));
    shelf.put(paid("two", "2").text("created_at", "2026-11-22T00:00:01Z"));
    Map<String, String> environment =
        Map.of(
            "DELPHI_APP_PATH", home.toString(),
            "DELPHI_NARRATIVE_BATCH_SCRIPT", script.toString(),
            "DELPHI_BUDGET_DAY", "1 USD");

    try (Program poller = Program.start(home, environment, "poll", "--drain")) {
      assertThat(poller.awaitEnd()).as(poller.output()).isZero();
      assertThat(home.resolve("runs")).as(poller.output()).hasContent("one\n");
    }

    assertThat(shelf.row("one").text("job_results").orElse(""))
        .contains("\"money\":{\"USD\":\"1.05\"}", "\"said\":[{\"model\":\"m-1\"");
    assertThat(shelf.row("two").text("phase")).contains("PARKED");
    assertThat(new Cli(home).run("why", "two").out())
        .contains(
            "budget_used_up",
            "What may be spent is spent, so nothing is ordered",
            "The budget of 1 USD a day is used up: 1.05 USD spent. Nothing is ordered.");
    assertThat(new Cli(home).run("cost", "--plain", "--since", "2020-01-01T00:00:00Z").out())
        .startsWith("CREATE_NARRATIVE_BATCH\t1\t1\t1200\t0\t1.05 USD\t");
  }

  /** What it had reserved would else stand in the way of every order until midnight. */
  @ParameterizedTest
  @ValueSource(strings = {"PutItem.*#conversation-1\"", "UpdateItem.*order_marker"})
  void aPollerThatIsKilledBetweenTheReservationAndTheOrderTakesNoRoomAway(String stuck)
      throws Exception {
    Path script = script();
    URI database = DynamoDbLocal.shared().endpoint();
    String name = UUID.randomUUID().toString();
    Cli cli = new Cli(home);
    environment(script, name, database).forEach(cli::with);
    assertThat(cli.run("init").exit()).isEqualTo(Exit.OK);
    String id = cli.run("submit", "CREATE_NARRATIVE_BATCH", "-c", "conversation-1").out().strip();
    Predicate<String> sticks = Pattern.compile(stuck, Pattern.DOTALL).asPredicate();
    try (StuckRequests gate = new StuckRequests(database, sticks);
        Program poller = Program.start(home, environment(script, name, gate.address()), "poll")) {
      assertThat(gate.await()).as(poller.output()).isTrue();
      poller.kill();
    }
    assertThat(home.resolve("runs")).doesNotExist();

    try (Program next = Program.start(home, environment(script, name, database), "poll");
        Program waits =
            Program.start(home, environment(script, name, database), "wait", id, "--timeout=60s")) {
      waits.awaitEnd();
      assertThat(home.resolve("runs")).as(next.output()).hasContent(id + "\n");
    }
  }

  private Path script() throws IOException {
    Path script =
        Files.writeString(home.resolve("801.sh"), SCRIPT.replace("HOME", home.toString()));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  private Map<String, String> environment(Path script, String name, URI database) {
    Map<String, String> environment = new HashMap<>();
    environment.put("DYNAMODB_ENDPOINT", database.toString());
    environment.put("DELPHI_TABLE", "Delphi_" + name);
    environment.put("DELPHI_JOURNAL_TABLE", "Journal_" + name);
    environment.put("DELPHI_APP_PATH", home.toString());
    environment.put("DELPHI_NARRATIVE_BATCH_SCRIPT", script.toString());
    environment.put("DELPHI_LEASE_SECONDS", "10");
    environment.put("DELPHI_POLLING_INTERVAL", "500ms");
    environment.put("DELPHI_BUDGET_DAY", "2 USD");
    environment.put("DELPHI_BUDGET_CONVERSATION_DAY", "2 USD");
    environment.put("DELPHI_BUDGET_RESERVE", "2 USD");
    return environment;
  }

  private static ARow paid(String id, String conversation) {
    return ARow.pending(id)
        .text("job_type", "CREATE_NARRATIVE_BATCH")
        .text("conversation_id", conversation);
  }
}
