package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code submit} writes, refuses, and prints. */
class SubmitVerbTest {
  @TempDir private Path home = Path.of("");

  @BeforeEach
  void makeTheStore() {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
  }

  @Test
  void itPrintsTheIdOfTheRowThatItWrote() {
    Cli.Ran ran =
        new Cli(home)
            .run(
                "submit",
                "full_pipeline",
                "-c",
                "12345",
                "--report=r7",
                "--priority=80",
                "--timeout=2h",
                "--max-retries=1",
                "--env=MAX_VOTES=5");

    assertThat(ran.exit()).isEqualTo(Exit.OK);
    assertThat(ran.err()).isEmpty();
    Row row = new Shelf(home).row(ran.out().strip());
    assertThat(row.attributes())
        .contains(
            Map.entry("status", new Attribute.Text("PENDING")),
            Map.entry("job_type", new Attribute.Text("FULL_PIPELINE")),
            Map.entry("conversation_id", new Attribute.Text("12345")),
            Map.entry("report_id", new Attribute.Text("r7")),
            Map.entry("priority", new Attribute.Num(80)),
            Map.entry("timeout_seconds", new Attribute.Num(7200)),
            Map.entry("max_retries", new Attribute.Num(1)),
            Map.entry("created_at", new Attribute.Text("2026-11-22T12:00:00.000000+00:00")),
            Map.entry("created_by", new Attribute.Text("delphi submit")),
            Map.entry(
                "environment", new Attribute.MapOf(Map.of("MAX_VOTES", new Attribute.Text("5")))));
  }

  @Test
  void settingsComeAsJsonFilesAndNamesAndTheLaterOneWins() throws IOException {
    Path file =
        Files.writeString(home.resolve("job.json"), "{\"max_votes\":1,\"deep\":{\"a\":[1]}}");

    String id =
        new Cli(home)
            .run(
                "submit",
                "FULL_PIPELINE",
                "-c1",
                "--config=@" + file,
                "--config",
                "{\"exact\":12345678901234567890.10}",
                "--config=max_votes=7",
                "--config=name=not 7",
                "--config=flag=true")
            .out()
            .strip();

    assertThat(new Shelf(home).row(id).text("job_config"))
        .contains(
            "{\"max_votes\":7,\"deep\":{\"a\":[1]},\"exact\":12345678901234567890.10,"
                + "\"name\":\"not 7\",\"flag\":true}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "{\"a\":", "[1]", "@/nowhere/job.json", "=x"})
  void settingsThatAreNoneAreRefused(String config) {
    Cli.Ran ran = new Cli(home).run("submit", "FULL_PIPELINE", "-c1", "--config", config);

    assertThat(ran.exit()).isEqualTo(Exit.USAGE);
    assertThat(ran.err())
        .startsWith("delphi: --config " + config + ": ")
        .endsWith("Give a JSON object, @FILE with one, or NAME=VALUE.\n")
        .hasLineCount(1);
  }

  @Test
  void aKeySubmitsOnce() {
    String[] line = {"submit", "FULL_PIPELINE", "-c1", "--key=monday", "--config=a=1.50"};

    Cli.Ran first = new Cli(home).run(line);
    Cli.Ran second = new Cli(home).after(Duration.ofSeconds(1)).run(line);

    assertThat(second.exit()).isEqualTo(Exit.OK);
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.err()).contains("submitted before");
    assertThat(new Cli(home).run("list", "-q").out()).isEqualTo(first.out());
  }

  @Test
  void theTraceInWhichItIsSubmittedGoesOnInTheJob() {
    String here = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    String there = here.replace("b7ad", "0000");
    String[] line = {"submit", "FULL_PIPELINE", "-c1", "--key=k"};

    Cli.Ran first = new Cli(home).with("TRACEPARENT", here).run(line);
    Cli.Ran again = new Cli(home).with("TRACEPARENT", there).run(line);
    Cli.Ran said =
        new Cli(home)
            .with("TRACEPARENT", here)
            .run("submit", "FULL_PIPELINE", "-c1", "--env=TRACEPARENT=" + there);
    Cli.Ran broken =
        new Cli(home).with("TRACEPARENT", here + "0").run("submit", "FULL_PIPELINE", "-c1");

    assertThat(traceOf(first)).isEqualTo(here);
    assertThat(again.out()).isEqualTo(first.out());
    assertThat(traceOf(said)).isEqualTo(there);
    assertThat(traceOf(broken)).isEmpty();
  }

  private String traceOf(Cli.Ran ran) {
    return new Shelf(home).row(ran.out().strip()).attributes().get("environment")
                instanceof Attribute.MapOf(Map<String, Attribute> variables)
            && variables.get("TRACEPARENT") instanceof Attribute.Text(String place)
        ? place
        : "";
  }

  @Test
  void aKeyWithAnotherRequestIsAConflict() {
    String id = new Cli(home).run("submit", "FULL_PIPELINE", "-c1", "--key=k").out().strip();

    Cli.Ran other = new Cli(home).run("submit", "FULL_PIPELINE", "-c2", "--key=k");

    assertThat(other.exit()).isEqualTo(Exit.CONFLICT);
    assertThat(other.err()).contains("job " + id + " was submitted under it with another request");
    assertThat(other.out()).isEmpty();
  }

  @Test
  void aKeyIsRememberedWhateverHasBecomeOfTheJob() {
    String[] line = {"submit", "NARRATIVE_BATCH", "-c1", "--key=k"};
    String id = new Cli(home).run(line).out().strip();
    new Shelf(home)
        .change(
            id,
            new ARow(Map.of())
                .text("status", "COMPLETED")
                .text("batch_id", "batch_7")
                .number("version", 3));

    assertThat(new Cli(home).run(line).out().strip()).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource({
    "FULL_PIPELIN,Did you mean FULL_PIPELINE?",
    "CLEANUP,or add --any-type.",
  })
  void anUnknownTypeIsRefusedWithTheOnesThatAreKnown(String type, String hint) {
    Cli.Ran ran = new Cli(home).run("submit", type, "-c1");

    assertThat(ran.exit()).isEqualTo(Exit.USAGE);
    assertThat(ran.err()).contains("no job type of this name is known here").contains(hint);
    assertThat(new Cli(home).run("submit", type, "-c1", "--any-type").exit()).isEqualTo(Exit.OK);
  }

  @ParameterizedTest
  @CsvSource({
    "--priority=101,from 0 to 100",
    "--max-retries=-1,from 0 to 100",
    "--timeout=soon,not a span",
    "--timeout=500ms,too short",
  })
  void numbersAreCheckedBeforeTheStoreIsAsked(String flag, String why) {
    Cli.Ran ran = new Cli(home.resolve("nowhere")).run("submit", "FULL_PIPELINE", "-c1", flag);

    assertThat(ran.exit()).isEqualTo(Exit.USAGE);
    assertThat(ran.err()).contains(why);
  }

  @Test
  void aJobWithoutAConversationIsRefused() {
    assertThat(new Cli(home).run("submit", "FULL_PIPELINE").err())
        .isEqualTo("delphi: submit: a job needs a conversation. Name it with -c CONVERSATION.\n");
  }

  @Test
  void asJsonItPrintsTheRow() {
    assertThat(new Cli(home).run("submit", "FULL_PIPELINE", "-c1", "--key=k", "--json").out())
        .startsWith("{\n  \"job_id\" : ")
        .contains("\"status\" : \"PENDING\"");
  }

  @Test
  void waitEndsWithTheOutcome() {
    Cli cli = new Cli(home);
    cli.whilePausing(span -> {
      String id = new Cli(home).run("list", "-q").out().strip();
      new Shelf(home).change(id, new ARow(Map.of()).text("status", "COMPLETED"));
      return true;
    });

    assertThat(cli.run("submit", "FULL_PIPELINE", "-c1", "--wait").exit()).isEqualTo(Exit.OK);
  }
}
