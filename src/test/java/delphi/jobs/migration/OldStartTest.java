package delphi.jobs.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands, units and compose files say how an older poller is started. */
class OldStartTest {
  @Test
  void aCommandIsReadWithTheVariablesBeforeIt() {
    OldStart start =
        OldStart.ofCommand(
            "DELPHI_WORKER_PREFIX=new_system A='b c' python3 -u scripts/job_poller.py --interval 5"
                + " --log-level=INFO");

    assertThat(start.environment())
        .isEqualTo(Map.of("DELPHI_WORKER_PREFIX", "new_system", "A", "b c"));
    assertThat(start.script()).contains("scripts/job_poller.py");
    assertThat(start.arguments()).containsExactly("--interval", "5", "--log-level=INFO");
  }

  @Test
  void theUnitOfTheGuideIsRead() {
    OldStart start =
        UnitFile.read(
            """
            [Unit]
            Description=Delphi Job Poller Service
            After=network.target

            [Service]
            User=delphi
            WorkingDirectory=/path/to/delphi
            ExecStart=/path/to/python /path/to/delphi/scripts/job_poller.py --max-workers=4 --log-level=INFO
            Restart=on-failure
            RestartSec=5s

            [Install]
            WantedBy=multi-user.target
            """
                .lines()
                .toList());

    assertThat(start.arguments()).containsExactly("--max-workers=4", "--log-level=INFO");
    assertThat(start.user()).isEqualTo("delphi");
    assertThat(start.directory()).isEqualTo("/path/to/delphi");
    assertThat(start.remarks()).isEmpty();
  }

  @Test
  void aUnitMayQuoteGoOnAndTakeBack() {
    OldStart start =
        UnitFile.read(
            """
            [Service]
            # ExecStart=/not/this
            Environment=GONE=1
            Environment=
            Environment="A=b c" D=e
            EnvironmentFile=/gone
            EnvironmentFile=
            EnvironmentFile=-/etc/delphi.env
            ExecStartPre=/bin/mkdir -p /var/log/delphi
            ExecStart=
            ExecStart=-/usr/bin/python3 poller.py \\
              --region "eu west"
            """
                .lines()
                .toList());

    assertThat(start.environment()).isEqualTo(Map.of("A", "b c", "D", "e"));
    assertThat(start.environmentFiles()).containsExactly("-/etc/delphi.env");
    assertThat(start.arguments()).containsExactly("--region", "eu west");
    assertThat(start.remarks()).singleElement().asString().contains("ExecStartPre");
  }

  @Test
  void theServiceThatLooksLikeAPollerIsReadFromAComposeFile() {
    OldStart start =
        ComposeFile.read(
            """
            # everything
            version: "3"
            services:
              db:
                image: postgres   # not this one
                environment:
                  - POSTGRES_PASSWORD=x
              worker:
                image: delphi-python
                working_dir: /app
                command: ["python", "scripts/job_poller.py", "--interval=2"]
                environment:
                  DYNAMODB_ENDPOINT: "http://dynamodb:8000"
                  DELPHI_MAX_WORKERS: 3
                  LATER: ${LATER:-no}
                env_file:
                  - .env
            volumes:
              data:
            """
                .lines()
                .toList());

    assertThat(start.arguments()).containsExactly("--interval=2");
    assertThat(start.environment())
        .isEqualTo(
            Map.of(
                "DYNAMODB_ENDPOINT", "http://dynamodb:8000",
                "DELPHI_MAX_WORKERS", "3",
                "LATER", "${LATER:-no}"));
    assertThat(start.environmentFiles()).containsExactly(".env");
    assertThat(start.directory()).isEqualTo("/app");
    assertThat(start.remarks()).hasSize(2);
  }

  @Test
  void aComposeFileMayListVariablesAndFoldItsCommand() {
    OldStart start =
        ComposeFile.read(
            """
            services:
              delphi:
                environment:
                - AWS_REGION=us-east-1
                - PASSED_THROUGH
                command: >
                  python job_poller.py
                  --max-workers=2
            """
                .lines()
                .toList());

    assertThat(start.environment()).isEqualTo(Map.of("AWS_REGION", "us-east-1"));
    assertThat(start.arguments()).containsExactly("--max-workers=2");
    assertThat(start.remarks()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "- a\n- b",
        "services:",
        "services: text",
        "services:\n  web:\n    image: x\n  db:\n    image: y",
        "services:\n- poller",
        "a: [",
        "{}\n[[[\n\t:::\n  - : -\n  \"",
      })
  void whatIsNoStartIsToldAndNeverThrows(String text) {
    assertThat(ComposeFile.read(text.lines().toList()).remarks()).isNotEmpty();
    assertThat(UnitFile.read(text.lines().toList()).remarks()).isNotEmpty();
  }

  @Test
  void moreVariablesLoseAgainstThoseOfTheStart() {
    OldStart start = OldStart.ofCommand("A=1 poller").withDefaults(Map.of("A", "2", "B", "3"));

    assertThat(start.environment()).isEqualTo(Map.of("A", "1", "B", "3"));
    assertThat(start.arguments()).isEqualTo(List.of());
  }
}
