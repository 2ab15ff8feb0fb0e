package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code doctor} and {@code poll --strict} on the command line. */
class DoctorVerbTest {
  /** None of these starts a process, so that they are quick and the same everywhere. */
  private static final String SOME =
      "settings,unknown-variables,script-pipeline,reconcile-script,provider-keys,table,jobs-held";

  @TempDir private Path home = Path.of("");

  @BeforeEach
  void makeTheStoreAndTheScripts() throws IOException {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
    Path script = Files.writeString(home.resolve("run_delphi.sh"), "#!/bin/sh\nexit 0\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void whatIsWrongIsToldWithItsFixAndTheRestIsCounted() throws IOException {
    Files.delete(home.resolve("run_delphi.sh"));

    Cli.Ran ran = cli().onTerminal(80).run("doctor", "--only", SOME);

    assertThat(ran.exit()).isEqualTo(Exit.FAILED);
    assertThat(ran.out().lines()).allMatch(line -> line.length() <= 80 || line.contains("/"));
    Snapshot.assertMatches("doctor.txt", ran.out().replace(home.toString(), "HOME"));
    assertThat(ran.err())
        .isEqualTo(
            "delphi: 1 error, 1 warning, 1 note, 4 fine, 0 not looked at (--all tells them).\n");
  }

  @Test
  void whereNothingIsAnErrorTheExitCodeIsGoodUnlessWarningsCount() {
    assertThat(cli().run("doctor", "--only", SOME).exit()).isEqualTo(Exit.OK);
    assertThat(cli().run("doctor", "--only", SOME, "--strict").exit()).isEqualTo(Exit.FAILED);
  }

  @Test
  void settingsThatAreRefusedAreFindingsAndTheDoctorGoesOn() throws IOException {
    Path file = Files.writeString(home.resolve("odd.conf"), "no equals sign\n");
    Cli.Ran ran =
        cli()
            .with("DELPHI_MAX_WORKERS", "many")
            .with("DELPHI_MAX_WORKER", "4")
            .with("DELPHI_KNITTING", "on")
            .run("doctor", "--json", "--only", SOME, "--interval=never", "--config-file=" + file);

    JsonNode findings = JsonMapper.shared().readTree(ran.out());

    assertThat(ran.exit()).isEqualTo(Exit.FAILED);
    assertThat(findings.get(0).get("id").asString()).isEqualTo("settings");
    assertThat(findings.get(0).get("ok").asBoolean()).isFalse();
    assertThat(findings.get(0).get("detail").asString())
        .contains("DELPHI_MAX_WORKERS=many", "DELPHI_MAX_WORKER:", "--interval never", "odd.conf");
    assertThat(findings.get(1).get("detail").asString()).contains("DELPHI_KNITTING");
    assertThat(findings.findValuesAsString("severity")).contains("error", "warning", "note");
    assertThat(findings.valueStream().filter(each -> each.get("id").asString().equals("table")))
        .allMatch(each -> each.get("ok").asBoolean());
  }

  @Test
  void onlyIdsArePrintedWhereThatIsWanted() {
    assertThat(cli().run("doctor", "-q", "--only", SOME).out())
        .isEqualTo("reconcile-script\nprovider-keys\n");
  }

  @Test
  void theListNamesEveryCheckAndASlipIsAnsweredWithTheNearest() {
    assertThat(cli().run("doctor", "--list").out()).contains("index-status", "jobs-held");
    Cli.Ran ran = cli().run("doctor", "--only", "jobs-heldd");
    assertThat(ran.exit()).isEqualTo(Exit.USAGE);
    assertThat(ran.err()).contains("there is no such check. Did you mean jobs-held?");
  }

  @Test
  void noSecretIsTold() {
    Cli cli =
        cli()
            .with("DYNAMODB_ENDPOINT", "http://user:canary-secret@127.0.0.1:1")
            .with("ANTHROPIC_API_KEY", "canary-secret")
            .with("AWS_SECRET_ACCESS_KEY", "canary-secret");

    Cli.Ran ran = cli.run("doctor", "--all", "--only", SOME + ",endpoint,credentials,region");

    assertThat(ran.out() + ran.err()).doesNotContain("canary-secret");
  }

  @Test
  void aStrictPollerDoesNotStartWhereThereAreErrors() throws IOException {
    Files.delete(home.resolve("run_delphi.sh"));

    Cli.Ran ran = cli().run("poll", "--strict", "--drain", "--containment=descendants");

    assertThat(ran.exit()).isEqualTo(Exit.CONFIGURATION);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .contains("delphi: script-pipeline: FULL_PIPELINE: there is no ")
        .contains("delphi: --strict: ");
  }

  private Cli cli() {
    return new Cli(home)
        .with("PATH", "/usr/bin:/bin")
        .with("DELPHI_PYTHON", "sh")
        .with("DELPHI_APP_PATH", home.toString());
  }
}
