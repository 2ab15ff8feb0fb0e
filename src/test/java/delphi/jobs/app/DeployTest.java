package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of {@code deploy/} fit the program; and each rule for that is seen to bite. */
class DeployTest {
  private static final Path SYSTEMD_ANALYZE = Path.of("/usr/bin/systemd-analyze");

  @TempDir private Path folder = Path.of("");

  @Test
  void theFilesFitTheProgram() throws IOException {
    assertThat(DeployRules.violations(files())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deploy/systemd/delphi-poller.service|DELPHI_APP_PATH|DELPHI_APPS|there is no setting DELPHI_APPS",
        "deploy/systemd/delphi-poller.service|delphi poll|delphi pol|there is no verb in [pol]",
        "deploy/systemd/delphi-poller.service|delphi poll|delphi poll --dry|poll has no flag --dry",
        "deploy/systemd/delphi-poller.service|TimeoutStopSec=150s|TimeoutStopSec=140s|before it is killed",
        "deploy/systemd/delphi-poller.service|Type=notify|Type=simple|Type=notify",
        "deploy/systemd/delphi-poller.service|KillMode=mixed|KillMode=control-group|KillMode=mixed",
        "deploy/systemd/delphi-poller.service|OOMPolicy=continue|OOMPolicy=stop|OOMPolicy=continue",
        "deploy/systemd/delphi-poller.service|ProtectClock=yes|ProtectKernelTunables=yes|takes too much",
        "deploy/systemd/delphi-poller.service|ExitStatus=76 78|ExitStatus=76|restarts after exit code 78",
        "deploy/systemd/delphi-poller.service|ExitStatus=76 78|ExitStatus=78|restarts after exit code 76",
        "deploy/systemd/delphi-poller.service|LANG=C.UTF-8|LANG=C|no UTF-8 locale",
        "deploy/systemd/delphi-poller.service|GRACE_SECONDS=10|GRACE_SECONDS=ten|not a span",
        "deploy/systemd/delphi-jobs.conf|MAX_WORKERS=2|MAX_WORKERS=0|DELPHI_MAX_WORKERS=0",
        "deploy/container/Dockerfile|COPY delphi|COPY delfi|there is no delfi",
        "deploy/container/Dockerfile|USER 10001:10001|USER root|runs as user root",
        "deploy/container/Dockerfile|LANG=C.UTF-8|LANG=C|no UTF-8 locale",
        "deploy/container/Dockerfile|ENTRYPOINT [\"/opt/delphi-jobs/runtime/bin/java\"|ENTRYPOINT [\"sh\"|between the signal",
        "deploy/container/Dockerfile|-Xmx256m|-Xmx64m|the launcher does not give -Xmx64m",
        "deploy/container/Dockerfile|stop -t 150|stop -t 10|before it is killed",
        "deploy/container/Dockerfile|BASE=python|BASE=ghcr.io/x/python|names a host",
        ".dockerignore|!target/lib/|target/lib/|not sent to the builder",
        "pom.xml|<finalName>delphi-jobs<|<finalName>jobs<|there is no target/delphi-jobs.jar",
        "deploy/container/compose.yaml|[\"init\"]|[\"create\"]|there is no verb in [create]",
        "deploy/container/compose.yaml|stop_grace_period: 90s|stop_grace_period: 80s|before it is killed",
        "deploy/container/compose.yaml|amazon/dynamodb|public.ecr.aws/amazon/dynamodb|names the host",
        "deploy/container/compose.yaml|http://dynamodb|http://example.org|names the host example.org",
        "deploy/container/compose.yaml|\"--wait\"|\"--patience\"|submit has no flag --patience",
        "deploy/kubernetes/configuration.yaml|GRACE_SECONDS: \"10\"|GRACE_SECONDS: \"40\"|before it is killed",
        "deploy/kubernetes/configuration.yaml|LOG_FORMAT: json|LOG_FORMAT: xml|DELPHI_LOG_FORMAT=xml",
        "deploy/kubernetes/deployment.yaml|Seconds: 330|Seconds: 300|before it is killed",
        "deploy/kubernetes/deployment.yaml|args: [poll]|args: [poll, --drane]|poll has no flag --drane",
        "deploy/kubernetes/deployment.yaml|runAsNonRoot: true|runAsNonRoot: false|is not true",
        "deploy/kubernetes/deployment.yaml|enableServiceLinks: false|enableServiceLinks: true|is not false",
        "deploy/kubernetes/deployment.yaml|{name: tmp, emptyDir: {}}|{name: tnp, emptyDir: {}}|there is no volume tmp",
        "deploy/kubernetes/deployment.yaml|replicas: 1|replicas: [1|it is no YAML",
        "deploy/kubernetes/deployment.yaml|replicas: 1|selector: 1|it is no YAML",
        "deploy/kubernetes/deployment.yaml|kind: Deployment|sort: Deployment|has no kind",
        "deploy/kubernetes/deployment.yaml|$DELPHI_ALIVE_FILE|$HOME|would notice that it is dead",
        "deploy/kubernetes/deployment.yaml|args: [poll]|args: [poll, \"--http=0.0.0.0:1\"]|would notice that it is dead",
        "deploy/kubernetes/serve.yaml|path: /livez|path: /readyz|would notice that it is dead",
        "deploy/kubernetes/serve.yaml|path: /readyz|path: /livez|whether it is ready",
        "deploy/kubernetes/serve.yaml|0.0.0.0:8787|0.0.0.0:8788|would notice that it is dead",
        "deploy/kubernetes/serve.yaml|allow-host=delphi-serve|allow-host=other|would notice that it is dead",
        "deploy/kubernetes/serve.yaml|--token-file|--tokens|serve has no flag --tokens",
        "deploy/kubernetes/cronjob.yaml|DRAIN_SECONDS, value: \"300\"|DRAIN_SECONDS, value: \"1h\"|before it is killed",
        "deploy/kubernetes/cronjob.yaml|--idle-exit=5m|--idle=5m|poll has no flag --idle",
        "deploy/kubernetes/keda-scaledjob.yaml|name: delphi-jobs}|name: other}|the settings of all pollers",
      })
  void aFileThatDoesNotFitIsSeen(String file, String part, String instead, String said)
      throws IOException {
    Map<String, String> files = files();
    assertThat(files.get(file)).contains(part);
    files.computeIfPresent(file, (_, text) -> text.replace(part, instead));

    assertThat(DeployRules.violations(files)).anySatisfy(each -> assertThat(each).contains(said));
  }

  /** With the launcher of this project in the place of the one that is not installed here. */
  @Test
  void systemdFindsNothingWrongWithTheUnit() throws Exception {
    assumeTrue(Files.isExecutable(SYSTEMD_ANALYZE), "SKIPPED: there is no " + SYSTEMD_ANALYZE);
    String unit = Files.readString(Path.of(DeployRules.UNIT));
    String launcher = Path.of("delphi").toAbsolutePath().toString();

    assertThat(verified(unit.replace("/opt/delphi-jobs/delphi", launcher))).isEmpty();
    assertThat(verified(unit)).contains("/opt/delphi-jobs/delphi is not executable");
    assertThat(verified(unit.replace("KillMode=", "KilMode="))).contains("KilMode");
  }

  @Test
  void whoeverReadsTheReadmeFindsEachFile() throws IOException {
    String readme = Files.readString(Path.of("deploy/README.md"));

    for (String file : files().keySet()) {
      if (file.startsWith("deploy/") && !file.endsWith("README.md")) {
        assertThat(readme).contains(String.valueOf(Path.of(file).getFileName()));
      }
    }
  }

  private String verified(String unit) throws Exception {
    Path file = folder.resolve("delphi-poller.service");
    Files.writeString(file, unit);
    Process run =
        new ProcessBuilder(SYSTEMD_ANALYZE.toString(), "verify", "--man=no", file.toString())
            .redirectErrorStream(true)
            .start();
    try (var said = run.inputReader()) {
      return String.join("\n", said.readAllLines());
    }
  }

  private static Map<String, String> files() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    List<Path> paths;
    try (Stream<Path> all = Files.walk(Path.of("deploy"))) {
      paths = all.filter(Files::isRegularFile).toList();
    }
    for (Path path : paths) {
      texts.put(path.toString(), Files.readString(path));
    }
    for (String path : List.of(".dockerignore", "pom.xml", "delphi", "LICENSE")) {
      texts.put(path, Files.readString(Path.of(path)));
    }
    return texts;
  }
}
