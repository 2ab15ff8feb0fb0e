package delphi.jobs.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import delphi.jobs.handler.ChildEnvironment.Built;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job's process gets as environment: nothing but what is named. */
class ChildEnvironmentTest {
  private static final Job JOB = JobBuilder.of(JobType.FULL_PIPELINE).build();

  @Test
  void aProcessAlwaysLearnsWhichJobItWorksFor() {
    assertThat(of(Map.of(), JOB).variables())
        .isEqualTo(
            Map.of(
                "PYTHONUNBUFFERED", "1",
                "LANG", "C.UTF-8",
                "DELPHI_JOB_ID", JobBuilder.ID,
                "DELPHI_JOB_TYPE", "FULL_PIPELINE",
                "DELPHI_JOB_ATTEMPT", "1",
                "DELPHI_CONVERSATION_ID", "12345",
                "DELPHI_REPORT_ID", "12345",
                "DELPHI_FENCE_TOKEN", "2",
                "DELPHI_TABLE", "Delphi_JobQueue"));
  }

  @Test
  void theReportAndTheBatchAreSaidWhenTheyAreKnown() {
    Job job =
        JobBuilder.of(JobType.AWAITING_NARRATIVE_BATCH)
            .report("r7")
            .batch("msgbatch_1", "root-1")
            .build();

    assertThat(of(Map.of(), job).variables())
        .containsEntry("DELPHI_REPORT_ID", "r7")
        .containsEntry("DELPHI_CONVERSATION_ID", "12345")
        .containsEntry("DELPHI_BATCH_ID", "msgbatch_1")
        .containsEntry("DELPHI_BATCH_JOB_ID", "root-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATH",
        "HOME",
        "USER",
        "LANG",
        "LC_ALL",
        "LC_CTYPE",
        "TZ",
        "TMPDIR",
        "DYNAMODB_ENDPOINT",
        "AWS_REGION",
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_S3_BUCKET_NAME",
        "ANTHROPIC_API_KEY",
        "ANTHROPIC_BASE_URL",
        "OPENAI_API_KEY",
        "OLLAMA_HOST",
        "LLM_PROVIDER",
        "DATABASE_URL",
        "DATABASE_PASSWORD",
        "MATH_ENV",
        "MAX_VOTES",
        "BATCH_SIZE",
        "PYTHONPATH",
        "PYTHONUNBUFFERED",
        "SSL_CERT_FILE",
        "REQUESTS_CA_BUNDLE",
        "https_proxy",
        "DELPHI_LITE_DATA",
        "DELPHI_APP_PATH"
      })
  void whatTheScriptsNeedOfOursIsPassedOn(String name) {
    assertThat(of(Map.of(name, "ours"), JOB).variables()).containsEntry(name, "ours");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELPHI_TOKEN",
        "DELPHI_STORE",
        "DELPHI_MAX_WORKERS",
        "GITHUB_TOKEN",
        "SSH_AUTH_SOCK",
        "JAVA_HOME",
        "JAVA_TOOL_OPTIONS",
        "NOTIFY_SOCKET",
        "INVOCATION_ID",
        "HISTFILE",
        "path",
        "XPATH"
      })
  void nothingElseOfOursReachesAProcess(String name) {
    assertThat(of(Map.of(name, "ours"), JOB).variables()).doesNotContainKey(name);
  }

  @Test
  void anOperatorPassesMoreOn() {
    var settings =
        new EnvironmentSettings(
            Map.of("POLIS_A", "1", "POLIS_B", "2", "OTHER", "3"),
            List.of("POLIS_*"),
            EnvironmentPolicy.STRICT,
            "Another_Table");

    assertThat(new ChildEnvironment(settings).of(JOB).variables())
        .containsEntry("POLIS_A", "1")
        .containsEntry("POLIS_B", "2")
        .containsEntry("DELPHI_TABLE", "Another_Table")
        .doesNotContainKey("OTHER");
  }

  @Test
  void aRowOverridesOursWhereItMayAndNeverWhatWeSayOfTheJob() {
    Job job =
        JobBuilder.of(JobType.FULL_PIPELINE)
            .environment(
                Map.of(
                    "OLLAMA_MODEL", "theirs",
                    "DELPHI_JOB_ID", "theirs",
                    "DELPHI_FENCE_TOKEN", "99",
                    "PATH", "/theirs"))
            .build();

    Built built = of(Map.of("OLLAMA_MODEL", "ours", "PATH", "/ours"), job);

    assertThat(built.variables())
        .containsEntry("OLLAMA_MODEL", "theirs")
        .containsEntry("PATH", "/ours")
        .containsEntry("DELPHI_JOB_ID", JobBuilder.ID)
        .containsEntry("DELPHI_FENCE_TOKEN", "2");
    assertThat(built.warnings()).hasSize(3);
  }

  @Test
  void whereItsSubmitterStoodInATraceIsPassedOnAndNothingElseUnderThatName() {
    String place = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    Job traced =
        JobBuilder.of(JobType.FULL_PIPELINE).environment(Map.of("TRACEPARENT", place)).build();
    Job other =
        JobBuilder.of(JobType.FULL_PIPELINE)
            .environment(Map.of("TRACEPARENT", place + ";x", "TRACESTATE", "a=b"))
            .build();

    assertThat(of(Map.of("TRACEPARENT", "ours"), traced).variables())
        .containsEntry("TRACEPARENT", place);
    assertThat(of(Map.of(), traced).warnings()).isEmpty();
    assertThat(of(Map.of(), other).variables()).doesNotContainKeys("TRACEPARENT", "TRACESTATE");
    assertThat(of(Map.of(), other).warnings()).hasSize(2);
  }

  /** The safety net below {@link Danger#OURS}: even a policy with a hole could not be used. */
  @Test
  void everythingWeSayOfAJobIsAlsoRefusedToRows() {
    Job job = JobBuilder.of(JobType.AWAITING_NARRATIVE_BATCH).batch("b", "root").build();

    assertThat(of(Map.of(), job).variables().keySet())
        .filteredOn(name -> name.startsWith("DELPHI_"))
        .hasSizeGreaterThan(8)
        .allSatisfy(name -> assertThat(Danger.of(name)).contains(Danger.OURS));
  }

  @Test
  void manyRefusalsMakeFewWarnings() {
    Map<String, String> wanted =
        IntStream.range(0, 10_000)
            .boxed()
            .collect(Collectors.toMap(i -> "FOO_" + i, i -> "canary"));
    Job job = JobBuilder.of(JobType.FULL_PIPELINE).environment(wanted).build();

    List<String> warnings = of(Map.of(), job).warnings();

    assertThat(warnings).hasSize(65).noneMatch(warning -> warning.contains("canary"));
    assertThat(warnings.getLast()).isEqualTo("9936 more environment variables are left out");
  }

  @Test
  void theSettingsShowNoValues() {
    assertThat(EnvironmentSettings.defaults(Map.of("ANTHROPIC_API_KEY", "canary")).toString())
        .contains("ANTHROPIC_API_KEY", "strict")
        .doesNotContain("canary");
  }

  /** The names of environment-names.txt, through a real process, against what the system says. */
  @Test
  void aRealProcessHasExactlyThat() throws IOException, InterruptedException {
    assumeThat(Path.of("/proc/self/environ"))
        .as("no /proc on this system: a process cannot be asked for its environment")
        .exists();
    Map<String, String> wanted =
        EnvironmentPolicyTest.names()
            .collect(Collectors.toMap(EnvironmentPolicyTest.Case::name, each -> "1"));
    Job job = JobBuilder.of(JobType.FULL_PIPELINE).environment(wanted).build();
    Built built = of(Map.of("PATH", "/usr/bin:/bin", "SECRET_OF_OURS", "canary"), job);

    Map<String, String> found = environmentOf(built.variables());

    assertThat(found).isEqualTo(new TreeMap<>(built.variables()));
    assertThat(found).doesNotContainKeys("LD_PRELOAD", "SECRET_OF_OURS", "AWS_ENDPOINT_URL");
  }

  private static Map<String, String> environmentOf(Map<String, String> variables)
      throws IOException, InterruptedException {
    Path answer = Files.createTempFile("environ", null);
    try {
      var builder = new ProcessBuilder("cat", "/proc/self/environ");
      builder.environment().clear();
      builder.environment().putAll(variables);
      Process process = builder.redirectOutput(answer.toFile()).start();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      String text = Files.readString(answer, StandardCharsets.UTF_8);
      return Arrays.stream(text.split("\0"))
          .map(each -> each.split("=", 2))
          .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    } finally {
      Files.delete(answer);
    }
  }

  private static Built of(Map<String, String> own, Job job) {
    return new ChildEnvironment(EnvironmentSettings.defaults(own)).of(job);
  }
}
