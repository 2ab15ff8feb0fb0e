package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.desk.Exit;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line itself: help, slips, exit codes, and flags before and after the verb. */
class DelphiTest {
  @TempDir private Path home = Path.of("");

  @Test
  void withoutAVerbItShowsTheHelpOnStderrAndFails() {
    Cli.Ran ran = new Cli(home).run();

    assertThat(ran.exit()).isEqualTo(Exit.USAGE);
    assertThat(ran.out()).isEmpty();
    Snapshot.assertMatches("help.txt", ran.err());
  }

  /** Otherwise a verb would be looked for, and built, under a name that it does not answer to. */
  @Test
  void everyVerbIsKnownUnderTheNameThatItHas() {
    assertThat(Verbs.ALL)
        .allSatisfy((name, verb) ->
            assertThat(new CommandLine(verb.get()).getCommandName()).isEqualTo(name));
  }

  @Test
  void theHelpOfEveryVerbIsAsPeopleKnowIt() {
    for (CommandLine command : Set.copyOf(Delphi.commandLine().getSubcommands().values())) {
      String verb = command.getCommandName();
      Cli.Ran ran = new Cli(home).run(verb, "--help");

      assertThat(ran.exit()).isEqualTo(Exit.OK);
      Snapshot.assertMatches("help-" + verb + ".txt", ran.out());
    }
  }

  @Test
  void theHelpOfEveryStepOfAMigrationIsAsPeopleKnowIt() {
    for (Supplier<Verb> each : MigrateVerb.STEPS) {
      String step = new CommandLine(each.get()).getCommandName();
      Cli.Ran ran = new Cli(home).run("migrate", step, "--help");

      assertThat(ran.exit()).isEqualTo(Exit.OK);
      Snapshot.assertMatches("help-migrate-" + step + ".txt", ran.out());
    }
  }

  @Test
  void helpIsAWordAsWellAsAFlag() {
    assertThat(new Cli(home).run("help", "list")).isEqualTo(new Cli(home).run("list", "--help"));
    assertThat(new Cli(home).run("help")).isEqualTo(new Cli(home).run("--help"));
  }

  @ParameterizedTest
  @CsvSource({
    "confg,'delphi: confg: there is no such verb. Did you mean config?'",
    "frobnicate,'delphi: frobnicate: there is no such verb. `delphi --help` tells more.'"
  })
  void anUnknownVerbIsAnErrorThatProposesTheNearest(String verb, String said) {
    Cli.Ran ran = new Cli(home).run(verb);

    assertThat(ran.exit()).isEqualTo(Exit.USAGE);
    assertThat(ran.err()).isEqualTo(said + "\n");
  }

  @Test
  void anUnknownFlagIsAnErrorThatProposesTheNearest() {
    assertThat(new Cli(home).run("config", "--tabel=x").err())
        .isEqualTo("delphi: --tabel: there is no such flag. Did you mean --table?\n");
    assertThat(new Cli(home).run("version", "more").err())
        .startsWith("delphi: more: it is one argument too many.");
  }

  @Test
  void aFlagCountsBeforeAndAfterTheVerbAndTheLaterOneWins() {
    assertThat(new Cli(home).run("--region", "eu-west-1", "config").out())
        .containsPattern("AWS_REGION +--region +eu-west-1 +flag");
    assertThat(new Cli(home).run("--region", "eu-west-1", "config", "--region=eu-west-2").out())
        .containsPattern("AWS_REGION +--region +eu-west-2 +flag");
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "completion"})
  void aVerbThatNeedsNoSettingWorksWhereTheyAreBroken(String verb) {
    Cli cli = new Cli(home).with("DELPHI_MAX_WORKERS", "many");

    Cli.Ran ran = verb.equals("version") ? cli.run(verb) : cli.run(verb, "bash");

    assertThat(ran.exit()).isEqualTo(Exit.OK);
  }

  @Test
  void configPrintsEverySettingAndWhereItsValueComesFrom() {
    Cli cli = new Cli(home).with("DELPHI_MAX_WORKERS", "4").with("DYNAMODB_ENDPOINT", "");

    Snapshot.assertMatches("config.txt", cli.run("config", "--store", "dynamodb").out());
  }

  @Test
  void configHidesThePasswordInAnAddress() {
    Cli cli = new Cli(home).with("DYNAMODB_ENDPOINT", "http://user:hunter2@host:8000");

    assertThat(cli.run("config").out()).contains("http://***@host:8000").doesNotContain("hunter2");
    assertThat(cli.run("config", "--json").out()).doesNotContain("hunter2");
  }

  @Test
  void ofTheAddressForMessagesOnlyTheHostIsShown() {
    Cli cli = new Cli(home).with("DELPHI_WEBHOOK_URL", "https://chat.example/T0/hunter2");
    Cli refused = new Cli(home).with("DELPHI_WEBHOOK_URL", "http://chat.example/T0/hunter2");

    assertThat(cli.run("config").out())
        .contains("https://chat.example/***")
        .doesNotContain("hunter2");
    assertThat(cli.run("config", "--json").out()).doesNotContain("hunter2");
    assertThat(refused.run("config").err())
        .startsWith("delphi: DELPHI_WEBHOOK_URL=http://chat.example/***: what is sent there")
        .doesNotContain("hunter2");
  }

  @Test
  void aRefusalHidesThePasswordInAnAddress() {
    assertThat(new Cli(home).run("config", "--store=postgresql://user:secret@host/db").err())
        .isEqualTo(
            "delphi: --store postgresql://***@host/db: PostgreSQL is planned and not there yet."
                + " Give sqlite:PATH or dynamodb.\n");
  }

  @Test
  void configReadsTheFileThatAFlagOrAVariableNames() throws Exception {
    Path file = home.resolve("delphi.conf");
    java.nio.file.Files.writeString(file, "DELPHI_TABLE=Mine\n");

    assertThat(new Cli(home).run("config", "--config", file.toString()).out())
        .containsPattern("DELPHI_TABLE +--table +Mine +.*delphi.conf line 1");
    assertThat(new Cli(home).with("DELPHI_CONFIG", file.toString()).run("config").out())
        .containsPattern("DELPHI_TABLE +--table +Mine +.*delphi.conf line 1");
  }

  @Test
  void aStackTraceIsShownOnlyWithDebug() {
    Cli cli = new Cli(home).with("DELPHI_MAX_WORKERS", "many");

    assertThat(cli.run("config").err()).hasLineCount(1);
    assertThat(cli.run("config", "--debug").err()).contains("\tat delphi.jobs.app.Settings");
  }

  @Test
  void everyHelpNamesItsExitCodes() {
    for (CommandLine command : Set.copyOf(Delphi.commandLine().getSubcommands().values())) {
      assertThat(new Cli(home).run(command.getCommandName(), "--help").out())
          .as(command.getCommandName())
          .contains("Exit codes: 0 it worked; ", "2 the command line is");
    }
  }

  @Test
  void everyVerbHasAManualPage() {
    Cli.Ran page = new Cli(home).run("man", "list");

    Snapshot.assertMatches("man-list.txt", page.out());
    assertThat(new Cli(home).run("man").out()).contains(".SH VERBS", "reset\\-stuck");
    assertThat(new Cli(home).run("man", "migrate", "check").out())
        .contains(".TH \"DELPHI\\-MIGRATE");
    assertThat(new Cli(home).run("man", "lsit").err()).contains("Did you mean delphi-list?");
  }

  @Test
  void theManualPagesAreWrittenWhereSomebodyWantsThem() {
    Path folder = home.resolve("man1");

    assertThat(new Cli(home).run("man", "--to", folder.toString()).exit()).isEqualTo(Exit.OK);

    assertThat(folder.resolve("delphi-list.1")).isNotEmptyFile();
    assertThat(folder.resolve("delphi-migrate-check.1")).isNotEmptyFile();
  }

  @Test
  void shellsCompleteIdsOfJobsWhereOneIsWanted() {
    assertThat(new Cli(home).run("completion", "bash").out())
        .containsPattern("cancel\\|.*show\\|.*wait")
        .doesNotContainPattern("\\|submit\\|")
        .contains("timeout 3 delphi list -q --limit 50 2>/dev/null");
    assertThat(new Cli(home).run("completion", "fish").out())
        .contains("-a '(timeout 3 delphi list");
  }

  @Test
  void completionIsPrintedForEachShellAndRefusedForOthers() {
    assertThat(new Cli(home).run("completion", "zsh").out()).contains("bashcompinit");
    assertThat(new Cli(home).run("completion", "fish").out())
        .contains("-a config -d 'Print every setting");
    assertThat(new Cli(home).run("completion", "tcsh").exit()).isEqualTo(Exit.USAGE);
  }
}
