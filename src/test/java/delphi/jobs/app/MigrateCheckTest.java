package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.RowFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code migrate check}: what it says of rows, scripts and old starts, and its exit codes. */
class MigrateCheckTest {
  @TempDir private Path home = Path.of("");

  @BeforeEach
  void makeTheStoreAndTheScripts() throws IOException {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
    script("run_delphi.sh", "#!/bin/sh\nexit 0\n", true);
    script("801.py", "print()\n", false);
    script("803.py", "print()\n", false);
  }

  @Test
  void aGoodPlaceIsReady() {
    Cli.Ran ran = cli().run("migrate", "check");

    assertThat(ran.err()).isEqualTo("delphi: ready.\n");
    assertThat(ran.exit()).isEqualTo(Exit.OK);
    assertThat(ran.out()).contains("FULL_PIPELINE: ").doesNotContain("problem");
  }

  @Test
  void rowsOfEveryWriterAreCountedAndLeftAsTheyAre() throws IOException {
    Shelf shelf = new Shelf(home);
    RowFixture.all().forEach(fixture -> shelf.put(new ARow(fixture.row().attributes())));

    JsonNode report = JsonMapper.shared().readTree(cli().run("migrate", "check", "--json").out());

    assertThat(report.get("rows").asInt()).isEqualTo(RowFixture.all().size());
    assertThat(report.get("complete").asBoolean()).isTrue();
    assertThat(report.get("times").get("LOCAL").asInt()).isPositive();
    assertThat(report.get("environment").get("MAP").asInt()).isPositive();
    assertThat(report.get("job_config").get("JSON_TEXT").asInt()).isPositive();
    assertThat(report.get("held").valueStream())
        .anyMatch(held -> held.get("worker_id").asString().equals("delphi-worker-a1b2c3-0"))
        .allMatch(held -> held.get("age_seconds") != null);
    RowFixture.all()
        .forEach(fixture -> assertThat(shelf.row(fixture.row().jobId())).isEqualTo(fixture.row()));
  }

  @Test
  void aScriptThatCannotRunIsAProblem() throws IOException {
    Files.delete(home.resolve("801.py"));
    script("run_delphi.sh", "#!/usr/bin/env no-such-shell\n", true);

    Cli.Ran ran = cli().run("migrate", "check");

    assertThat(ran.exit()).isEqualTo(Exit.FAILED);
    assertThat(ran.out())
        .contains("CREATE_NARRATIVE_BATCH: there is no " + home.resolve("801.py"))
        .contains("no-such-shell, is not here");
    assertThat(ran.err()).isEqualTo("delphi: 2 problems.\n");
  }

  @Test
  void aScriptWithoutRightsOrInterpreterLineIsAProblem() throws IOException {
    script("run_delphi.sh", "#!/bin/sh\n", false);
    assertThat(cli().run("migrate", "check").out()).contains("may not run");
    script("run_delphi.sh", "echo\n", true);
    assertThat(cli().run("migrate", "check").out()).contains("does not begin with #!");
    assertThat(cli().with("DELPHI_PYTHON", "no-such-python").run("migrate", "check").out())
        .contains("no-such-python, is not here");
  }

  @Test
  void aMissingStoreIsAProblemThatInitSolves() {
    Cli.Ran ran = cli().run("migrate", "check", "--store=sqlite:" + home.resolve("none.db"));

    assertThat(ran.exit()).isEqualTo(Exit.FAILED);
    assertThat(ran.out()).contains("is missing").contains("`delphi init`");
    assertThat(home.resolve("none.db")).doesNotExist();
  }

  @Test
  void anOldStartIsTranslated() throws IOException {
    Path unit =
        Files.writeString(
            home.resolve("old.service"),
            "[Service]\nExecStart=/usr/bin/python3 job_poller.py --max-workers=4 --frob\n");
    Path more = Files.writeString(home.resolve("old.env"), "DELPHI_POLLING_INTERVAL=3\n");

    Cli.Ran ran = cli().run("migrate", "check", "--unit=" + unit, "--env-file=" + more);

    assertThat(ran.out())
        .contains("--frob: ours has no such flag")
        .contains("Environment=DELPHI_MAX_WORKERS=4\nEnvironment=DELPHI_POLLING_INTERVAL=3\n")
        .contains("RestartPreventExitStatus=");
    assertThat(ran.exit()).isEqualTo(Exit.OK);
  }

  @Test
  void twoStartsAndMissingFilesAreRefused() {
    assertThat(cli().run("migrate", "check", "--unit=a", "--command=b").exit())
        .isEqualTo(Exit.USAGE);
    assertThat(cli().run("migrate", "check", "--unit=" + home.resolve("none")).exit())
        .isEqualTo(Exit.CONFIGURATION);
    assertThat(cli().run("migrate", "check", "--limit=0").exit()).isEqualTo(Exit.USAGE);
    assertThat(cli().run("migrate").err()).contains("it says no step");
  }

  private Cli cli() {
    return new Cli(home)
        .with("PATH", "/usr/bin:/bin")
        .with("DELPHI_PYTHON", "sh")
        .with("DELPHI_APP_PATH", home.toString())
        .with("DELPHI_NARRATIVE_BATCH_SCRIPT", "801.py")
        .with("DELPHI_BATCH_STATUS_SCRIPT", home.resolve("803.py").toString());
  }

  private void script(String name, String text, boolean mayRun) throws IOException {
    Path file = Files.writeString(home.resolve(name), text);
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(mayRun ? "rwxr-xr-x" : "rw-r--r--"));
  }
}
