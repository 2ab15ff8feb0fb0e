package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.dynamodb.DynamoConnection;
import delphi.jobs.store.dynamodb.DynamoDbLocal;
import delphi.jobs.store.dynamodb.DynamoSettings;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowFixture;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Written;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code poll --shadow} over a real DynamoDB with rows of every writer. */
class ShadowIT {
  private static final DynamoSettings SETTINGS =
      DynamoSettings.DEFAULT
          .withEndpoint(DynamoDbLocal.shared().endpoint())
          .withTables("Shadowed", "ShadowedJournal");

  @TempDir private Path home = Path.of("");

  @Test
  void itDecidesTellsAndLeavesTheTableAsItWas() {
    try (DynamoConnection connection = DynamoConnection.open(SETTINGS, Map.of(), null)) {
      connection.setup().prepare(false);
      RowFixture.all().forEach(fixture -> connection.table().write(Change.insert(fixture.row())));
      ARow secret =
          ARow.pending("secret").text("environment", "{\"ANTHROPIC_API_KEY\":\"sk-canary-4711\"}");
      assertThat(connection.table().write(Change.insert(secret.row())))
          .isInstanceOf(Written.Done.class);
      List<Row> before = rows(connection);

      Cli.Ran ran = cli().run("poll", "--shadow", "--drain", "--json");

      assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.OK);
      JsonNode summary = JsonMapper.shared().readTree(ran.out());
      assertThat(summary.get("would_run").get("pipeline").asInt()).isGreaterThan(10);
      assertThat(summary.get("would_write").get("QUARANTINE").asInt()).isGreaterThan(5);
      assertThat(summary.get("decisions").valueStream())
          .anyMatch(decision ->
              decision
                  .get("argv")
                  .valueStream()
                  .anyMatch(word -> word.asString().equals("--zid=42")));
      assertThat(ran.err())
          .contains("it writes nothing and starts nothing")
          .contains("Would take job secret (FULL_PIPELINE, conversation 42) and run (pipeline): ")
          .contains("Would write to job ");
      assertThat(ran.out() + ran.err()).doesNotContain("canary");
      assertThat(rows(connection)).isEqualTo(before);
      assertThat(home).isEmptyDirectory();
    }
  }

  @Test
  void aShareIsTheSameForAShadowAndEverybodyElse() {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
    Shelf shelf = new Shelf(home);
    shelf.put(ARow.pending("in").text("conversation_id", "36432"));
    shelf.put(ARow.pending("out").text("conversation_id", "42"));

    String said = new Cli(home).run("poll", "--shadow", "--drain", "--share=20%").out();

    assertThat(said).contains("Would take job in ").doesNotContain("Would take job out ");
  }

  private Cli cli() {
    return new Cli(home)
        // All rows are of one conversation, in which others work.
        .with("DELPHI_PIPELINES_PER_CONVERSATION", "0")
        .with("DYNAMODB_ENDPOINT", DynamoDbLocal.shared().endpoint().toString())
        .with("DELPHI_TABLE", SETTINGS.table())
        .with("DELPHI_JOURNAL_TABLE", SETTINGS.journalTable())
        // The rows of all writers are of one conversation, and some of them run.
        .with("DELPHI_PIPELINES_PER_CONVERSATION", "0");
  }

  private static List<Row> rows(DynamoConnection connection) {
    return new TableJobStore(connection.table(), new RowReader(ZoneOffset.UTC))
        .rows(new JobFilter(null, null, null, null, JobFilter.LIMIT_MAX));
  }
}
