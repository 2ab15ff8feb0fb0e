package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.app.Translation.Fate;
import delphi.jobs.migration.OldStart;
import delphi.jobs.migration.Remark;
import delphi.jobs.migration.UnitFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What flags and variables of an older poller become. */
class TranslationTest {
  @Test
  void everyFlagOfTheOldOneIsKept() {
    Translation translation =
        translated(
            "python job_poller.py --endpoint-url=http://db:8000 --region us-east-1 --interval=5"
                + " --max-workers=4 --log-level=WARNING --log-file=/var/log/p.log");

    assertThat(translation.lines()).hasSize(6).allMatch(line -> line.fate() == Fate.KEPT);
    assertThat(translation.remarks()).isEmpty();
    assertThat(StartSnippet.environment(translation))
        .isEqualTo(
            """
            AWS_REGION=us-east-1
            DELPHI_LOG_FILE=/var/log/p.log
            DELPHI_LOG_LEVEL=WARNING
            DELPHI_MAX_WORKERS=4
            DELPHI_POLLING_INTERVAL=5
            DYNAMODB_ENDPOINT=http://db:8000
            # and then: ./delphi poll\
            """);
  }

  @Test
  void theEndpointThatTheOldOneTookByItselfIsAdded() {
    assertThat(fates(translated("python job_poller.py"), Fate.ADDED))
        .containsExactly("(no endpoint)");
    assertThat(fates(translated("DYNAMODB_ENDPOINT= python job_poller.py"), Fate.KEPT))
        .containsExactly("DYNAMODB_ENDPOINT=");
  }

  @Test
  void aVariableThatScriptsNoLongerGetByThemselvesIsNamed() {
    Translation translation =
        translated("MY_KEY=sk-4711 OTHER=1 ANTHROPIC_API_KEY=sk-4711 python job_poller.py");

    assertThat(fates(translation, Fate.CHANGED)).containsExactly("MY_KEY", "OTHER");
    assertThat(StartSnippet.environment(translation))
        .contains("DELPHI_PASS_ENV=MY_KEY,OTHER\n")
        .contains("# keep as they are: MY_KEY OTHER ANTHROPIC_API_KEY\n")
        .doesNotContain("4711");
    assertThat(String.valueOf(translation.lines())).doesNotContain("4711");
  }

  @Test
  void whatOursDoesNotKnowIsIgnoredAndWhatItWouldNotStartWithIsRefused() {
    Translation translation =
        translated(
            "DELPHI_MAX_WORKER=2 DELPHI_FROBNICATE=1 python job_poller.py --daemonize --pid-file /x"
                + " --max-workers=many --interval");

    assertThat(fates(translation, Fate.IGNORED))
        .containsExactly("DELPHI_FROBNICATE", "--daemonize", "--pid-file");
    assertThat(fates(translation, Fate.REFUSED))
        .containsExactly("DELPHI_MAX_WORKER", "--max-workers=many", "--interval");
    assertThat(translation.remarks()).filteredOn(remark -> !remark.isOk()).hasSize(3);
  }

  @Test
  void aPasswordInAnAddressIsHidden() {
    Translation translation = translated("python p.py --endpoint-url=http://me:secret@db:8000");

    assertThat(String.valueOf(translation.lines())).doesNotContain("secret");
    assertThat(StartSnippet.environment(translation)).doesNotContain("secret");
    assertThat(StartSnippet.unit(translation)).doesNotContain("secret");
  }

  @Test
  void aUnitBecomesAUnit() {
    Translation translation =
        Translation.of(
            UnitFile.read(
                List.of(
                    "User=delphi",
                    "WorkingDirectory=/srv/delphi",
                    "Environment=\"DELPHI_LOG_FILE=/var/log/my log/100%.log\" TOKEN=x",
                    "EnvironmentFile=/etc/delphi.env",
                    "ExecStart=/usr/bin/python3 job_poller.py --max-workers=4")));

    assertThat(translation.remarks()).extracting(Remark::detail).isEmpty();
    assertThat(StartSnippet.unit(translation))
        .isEqualTo(
            """
            [Unit]
            Description=Delphi job poller
            After=network-online.target
            Wants=network-online.target

            [Service]
            User=delphi
            WorkingDirectory=/srv/delphi
            Environment=DELPHI_APP_PATH=/srv/delphi
            Environment="DELPHI_LOG_FILE=/var/log/my log/100%%.log"
            Environment=DELPHI_MAX_WORKERS=4
            Environment=DELPHI_PASS_ENV=TOKEN
            Environment=DYNAMODB_ENDPOINT=http://localhost:8000
            EnvironmentFile=/etc/delphi.env
            # keep as they are: TOKEN
            ExecStart=/opt/delphi-jobs/delphi poll
            Restart=on-failure
            RestartSec=5s
            RestartPreventExitStatus=76 78
            KillMode=mixed
            TimeoutStopSec=90s
            Delegate=yes

            [Install]
            WantedBy=multi-user.target\
            """);
  }

  private static Translation translated(String command) {
    return Translation.of(OldStart.ofCommand(command));
  }

  private static List<String> fates(Translation translation, Fate fate) {
    return translation.lines().stream()
        .filter(line -> line.fate() == fate)
        .map(Translation.Line::old)
        .toList();
  }
}
