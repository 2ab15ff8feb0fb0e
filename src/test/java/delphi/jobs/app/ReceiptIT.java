package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.cost.Spending;
import delphi.jobs.cost.SpendingText;
import delphi.jobs.desk.Exit;
import delphi.jobs.store.dynamodb.DynamoDbLocal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real poller on a real DynamoDB Local: what a job's receipt says, and how its row goes. */
class ReceiptIT {
  private static final String SCRIPT =
      """
      #!/bin/sh
      echo "something for the log"
      echo '{"cost":{"model":"m-1","input_tokens":1200,"output_tokens":300,"usd":0.0123}}' >> "$DELPHI_COMMANDS"
      """;

  @TempDir private Path home = Path.of("");

  @Test
  void theReceiptHasTheUnitsThatWereAskedForOnBehalfOfTheJob() throws Exception {
    Map<String, String> environment = environment();
    Cli cli = cli(environment);
    assertThat(cli.run("init").exit()).isEqualTo(Exit.OK);
    String id = cli.run("submit", "FULL_PIPELINE", "-c", "1").out().strip();

    try (Program poller = Program.start(home, environment, "poll", "--drain")) {
      assertThat(poller.awaitEnd()).as(poller.output()).isZero();
    }

    JsonNode row = JsonMapper.shared().readTree(cli.run("show", id, "--json").out());
    Spending spent = SpendingText.read(row.path("spent").asString());
    assertThat(spent.total().inputTokens()).isEqualTo(1200);
    // The claim alone is written into the table and four indexes, some of them twice.
    assertThat(spent.units().write()).isGreaterThanOrEqualTo(6);
    assertThat(spent.units().read()).isPositive();
    assertThat(cli.run("cost", "--since", "2020-01-01T00:00:00Z", "--plain").out())
        .startsWith("FULL_PIPELINE\t1\t1\t1200\t300\t0.0123 USD\t")
        .contains("\t" + spent.units().write() + "\t" + spent.units().read());

    Path folder = home.resolve("old");
    Cli.Ran retired =
        cli(environment)
            .after(Duration.ofDays(400))
            .run("retain", "--older-than=2d", "--to=" + folder, "--yes");
    assertThat(retired.err()).contains("1 rows exported, 1 removed");
    assertThat(cli.run("show", id).exit()).isEqualTo(Exit.NOT_FOUND);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".jsonl.gz"))).hasSize(1);
    }
  }

  private Map<String, String> environment() throws Exception {
    Path script = Files.writeString(home.resolve("run.sh"), SCRIPT);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    String name = UUID.randomUUID().toString();
    Map<String, String> environment = new HashMap<>();
    environment.put("DYNAMODB_ENDPOINT", DynamoDbLocal.shared().endpoint().toString());
    environment.put("DELPHI_TABLE", "Delphi_" + name);
    environment.put("DELPHI_JOURNAL_TABLE", "Journal_" + name);
    environment.put("DELPHI_APP_PATH", home.toString());
    environment.put("DELPHI_RUN_SCRIPT", script.toString());
    return environment;
  }

  private Cli cli(Map<String, String> environment) {
    Cli cli = new Cli(home);
    environment.forEach(cli::with);
    return cli;
  }
}
