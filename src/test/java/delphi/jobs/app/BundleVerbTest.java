package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.job.LogEntry;
import delphi.jobs.store.journal.ChunkKey;
import delphi.jobs.store.journal.LogChunk;
import delphi.jobs.store.journal.LogRecord;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Attribute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in a bundle, what is never in one, and what comes of running it again. */
class BundleVerbTest {
  private static final String KEY = "canary-key-4711";
  private static final String PASSWORD = "canary-password-0815";
  private static final String ROW_KEY = "canary-row-1234";
  private static final String CONFIG_KEY = "canary-config-5678";

  @TempDir private Path home = Path.of("");
  private Cli cli = new Cli(Path.of(""));

  @BeforeEach
  void makeTheStore() throws IOException {
    cli =
        new Cli(home)
            .with("DELPHI_APP_PATH", home.toString())
            .with("ANTHROPIC_API_KEY", KEY)
            .with("DATABASE_URL", "postgres://polis:" + PASSWORD + "@db/polis")
            .with("PATH", "/usr/bin:/bin");
    assertThat(cli.run("init").exit()).isEqualTo(Exit.OK);
    script("echo begins; echo \"$DELPHI_JOB_ID\" >&2; exit 4");
  }

  @Test
  void noSecretIsInAByteOfABundleWhichStillNamesThem() throws IOException {
    new Shelf(home)
        .put(
            ended("job", 4)
                .with(
                    "environment",
                    new Attribute.MapOf(
                        Map.of(
                            "MY_API_KEY",
                            new Attribute.Text(ROW_KEY),
                            "LOG_LEVEL",
                            new Attribute.Text("DEBUG"))))
                .text("job_config", "{\"client_secret\":\"" + CONFIG_KEY + "\",\"max_votes\":7}")
                .text(
                    "job_results",
                    "{\"result_type\":\"FAILURE\",\"return_code\":4,\"error\":\"with "
                        + KEY
                        + "\",\"output_summary\":\"--key="
                        + ROW_KEY
                        + "\"}")
                .text("last_error", "cannot reach postgres://polis:" + PASSWORD + "@db/polis")
                .text(
                    "logs",
                    "{\"entries\":[{\"timestamp\":\"2026-11-22T11:59:01Z\",\"level\":\"INFO\","
                        + "\"message\":\""
                        + CONFIG_KEY
                        + "\"}]}"));
    new Shelf(home)
        .log(
            "job",
            new LogChunk(
                new ChunkKey(2, 0),
                1,
                Cli.START,
                List.of(
                    new LogRecord.Line(
                        1,
                        Cli.START,
                        LogRecord.Origin.STDOUT,
                        LogEntry.Level.ERROR,
                        "says "
                            + KEY
                            + " and "
                            + ROW_KEY
                            + ", "
                            + CONFIG_KEY
                            + " and Bearer canary-bearer-99"))));

    Path file = home.resolve("b.json");
    Cli.Ran ran = cli.run("bundle", "job", "-o", file.toString());

    assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.OK);
    String text = Files.readString(file);
    assertThat(text).doesNotContain("canary");
    assertThat(ran.toString()).doesNotContain("canary");
    assertThat(text)
        .contains("\"ANTHROPIC_API_KEY\" : \"${ANTHROPIC_API_KEY}\"")
        .contains("says ${ANTHROPIC_API_KEY} and ${MY_API_KEY}, ${client_secret}")
        .contains("run_delphi.sh")
        .contains("\"sha256\"")
        .contains("\"exit_code\" : \"4\"")
        .contains("reconstructed")
        .contains("max_votes");
  }

  @Test
  void aReplayThatComesToTheSameEndSaysSo() {
    String file = bundled(4);

    Cli.Ran ran = cli.run("replay", file);

    assertThat(ran.exit()).as(ran.err()).isEqualTo(Exit.OK);
    assertThat(ran.out()).isEqualTo("begins\n");
    assertThat(ran.err()).contains("job\n", "it came to the same end", "end: then exit code 4");
    assertThat(cli.run("show", "job", "-q").out()).contains("job");
    assertThat(new Shelf(home).row("job").text("status")).contains("FAILED");
  }

  @Test
  void aReplayThatComesToAnotherEndNamesWhatIsDifferent() throws IOException {
    String file = bundled(4);
    script("exit 0");

    Cli.Ran ran = cli.run("replay", file);

    assertThat(ran.exit()).isEqualTo(Exit.FAILED);
    assertThat(ran.err())
        .contains("it came to another end", "then exit code 4, now exit code 0")
        .containsPattern("run_delphi.sh: then [0-9a-f]{64}, now [0-9a-f]{64}");
  }

  @Test
  void whatIsMissingIsNamedBeforeAnythingStarts() {
    String file = bundled(4);
    Cli poor = new Cli(home).with("PATH", "/usr/bin:/bin");

    Cli.Ran ran = poor.run("replay", file);

    assertThat(ran.exit()).isEqualTo(Exit.CONFIGURATION);
    assertThat(ran.err()).contains("ANTHROPIC_API_KEY DATABASE_URL");
    assertThat(ran.out()).isEmpty();
    assertThat(poor.run("replay", file, "--without-missing").out()).isEqualTo("begins\n");
    assertThat(poor.run("replay", file, "--dry-run").out())
        .contains("missing    ANTHROPIC_API_KEY DATABASE_URL");
  }

  @Test
  void whatCostsMoneyIsNotRunWithoutAWord() {
    new Shelf(home).put(ended("paid", 1).text("job_type", "CREATE_NARRATIVE_BATCH"));
    Path file = home.resolve("b.json");
    cli.run("bundle", "paid", "-o", file.toString());

    Cli.Ran ran = cli.run("replay", file.toString());

    assertThat(ran.exit()).isEqualTo(Exit.CONFLICT);
    assertThat(ran.err()).contains("costs money", "--yes");
  }

  @Test
  void whatIsNoBundleIsRefused() throws IOException {
    Path file = Files.writeString(home.resolve("x.json"), "{\"a\":1}");

    assertThat(cli.run("replay", file.toString()).exit()).isEqualTo(Exit.USAGE);
    assertThat(cli.run("replay", home.resolve("none").toString()).exit()).isEqualTo(Exit.NOT_FOUND);
  }

  private String bundled(int code) {
    new Shelf(home).put(ended("job", code));
    Path file = home.resolve("b.json");
    assertThat(cli.run("bundle", "job", "-o", file.toString()).exit()).isEqualTo(Exit.OK);
    return file.toString();
  }

  private static ARow ended(String id, int code) {
    return ARow.pending(id)
        .text("status", "FAILED")
        .number("version", 3)
        .text("started_at", "2026-11-22T11:59:00.000000+00:00")
        .text("completed_at", "2026-11-22T11:59:30.000000+00:00")
        .text(
            "job_results",
            "{\"result_type\":\"FAILURE\",\"return_code\":" + code + ",\"error\":\"it broke\"}");
  }

  private void script(String body) throws IOException {
    Path script = Files.writeString(home.resolve("run_delphi.sh"), "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
