package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.store.dynamodb.DynamoDbLocal;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code delphi demand} on a real DynamoDB Local. */
class DemandIT {
  @TempDir private Path home = Path.of("");

  @Test
  void itCountsOnDynamoDbAsWell() {
    Cli cli =
        new Cli(home)
            .with("DYNAMODB_ENDPOINT", DynamoDbLocal.shared().endpoint().toString())
            .with("DELPHI_TABLE", "Delphi_" + UUID.randomUUID());
    Cli.Ran init = cli.run("init");
    assertThat(init.exit()).as(init.err()).isEqualTo(Exit.OK);
    assertThat(cli.run("submit", "FULL_PIPELINE", "-c", "1").exit()).isEqualTo(Exit.OK);
    assertThat(cli.run("submit", "FULL_PIPELINE", "-c", "2").exit()).isEqualTo(Exit.OK);

    assertThat(cli.run("demand", "-q").out()).isEqualTo("2\n");
    assertThat(cli.run("demand", "--json").out())
        .contains("\"oldest_pending_age_seconds\" : 0", "\"looked_at\" : 2");
  }
}
