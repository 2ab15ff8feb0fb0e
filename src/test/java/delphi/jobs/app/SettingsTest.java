package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every setting by default, by each of its names, and refused; and who wins. */
class SettingsTest {
  @TempDir private Path folder = Path.of("");

  /** Two good values, how each is kept, and a bad one; a new setting must say its own. */
  private record Sample(String one, String other, String kept, String bad) {}

  @ParameterizedTest
  @EnumSource(Setting.class)
  void byDefaultItIsWhatTheListSays(Setting setting) {
    Settings settings = settings(Map.of(), Map.of());

    assertThat(settings.isGiven(setting)).isFalse();
    assertThat(settings.value(setting).source()).isEqualTo(new Source.Default());
    String byDefault = setting.byDefault();
    if (byDefault == null) {
      assertThat(settings.text(setting)).isEmpty();
    } else {
      assertThat(settings.text(setting)).contains(setting.form().normal(byDefault));
    }
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void itIsSetByItsVariable(Setting setting) {
    Sample sample = sample(setting);

    Settings settings = settings(Map.of(), Map.of(setting.variable(), sample.one()));

    assertThat(settings.required(setting)).isEqualTo(sample.kept());
    assertThat(settings.value(setting).source()).isEqualTo(new Source.Environment());
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void itIsSetByALineOfTheFile(Setting setting) throws IOException {
    Path file = file("# a comment", "", setting.variable() + " = " + sample(setting).one());

    Settings settings = Settings.of(Map.of(), Map.of(), file);

    assertThat(settings.required(setting)).isEqualTo(sample(setting).kept());
    assertThat(settings.value(setting).source()).isEqualTo(new Source.File(file, 3));
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void aFlagWinsOverTheEnvironmentAndThatOverTheFile(Setting setting) throws IOException {
    Sample sample = sample(setting);
    Path file = file(setting.variable() + "=" + sample.other());
    Map<String, String> environment = Map.of(setting.variable(), sample.one());

    Settings without = Settings.of(Map.of(), environment, file);
    Settings with = Settings.of(Map.of(setting, sample.other()), Map.of(), file);

    assertThat(without.required(setting)).isEqualTo(sample.kept());
    assertThat(with.value(setting).source()).isEqualTo(new Source.Flag());
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void aWrongValueIsRefusedInWords(Setting setting) {
    String bad = sample(setting).bad();

    Problem byFlag = refusal(Map.of(setting, bad), Map.of());

    assertThat(byFlag.exit()).isEqualTo(Exit.USAGE);
    assertThat(byFlag.line()).contains(setting.form().accepts());
    if (!bad.isBlank()) {
      Problem byVariable = refusal(Map.of(), Map.of(setting.variable(), bad));
      assertThat(byVariable.exit()).isEqualTo(Exit.CONFIGURATION);
      assertThat(byVariable.line()).startsWith("delphi: " + setting.variable() + "=" + bad + ": ");
    }
  }

  @Test
  void everyFlagAndEveryVariableIsThereOnce() {
    List<Setting> all = List.of(Setting.values());

    assertThat(all).extracting(Setting::variable).doesNotHaveDuplicates();
    assertThat(all.stream().map(Setting::flag).filter(flag -> flag != null))
        .doesNotHaveDuplicates();
  }

  @Test
  void anEmptyVariableIsNoneButForTheEndpoint() {
    Settings settings =
        settings(Map.of(), Map.of("DELPHI_MAX_WORKERS", "", "DYNAMODB_ENDPOINT", ""));

    assertThat(settings.number(Setting.MAX_WORKERS)).isEqualTo(1);
    assertThat(settings.isGiven(Setting.MAX_WORKERS)).isFalse();
    assertThat(settings.text(Setting.ENDPOINT)).contains("");
    assertThat(settings.isGiven(Setting.ENDPOINT)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"10,PT10S", "10s,PT10S", "500ms,PT0.5S", "5m,PT5M", "1H,PT1H", "' 7 ',PT7S"})
  void spansAreReadAsPeopleWriteThem(String text, Duration span) {
    Settings settings = settings(Map.of(Setting.INTERVAL, text), Map.of());

    assertThat(settings.span(Setting.INTERVAL)).isEqualTo(span);
  }

  @ParameterizedTest
  @CsvSource({
    "0,out of bounds",
    "soon,not a span",
    "-1,not a span",
    "2h,out of bounds",
    "1.5,not a"
  })
  void aWrongIntervalSaysWhatWasGivenAndWhatIsAllowed(String text, String why) {
    Problem problem = refusal(Map.of(Setting.INTERVAL, text), Map.of());

    assertThat(problem.line())
        .startsWith("delphi: --interval " + text + ": it is ")
        .contains(why)
        .endsWith("Give seconds, or a span like 500ms, 10s, 5m, 2h; from 100ms to 1h.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8000", "http://", "http://a b", "ftp://host", "http:/x"})
  void anEndpointIsAnAddressWithAHost(String endpoint) {
    assertThat(refusal(Map.of(Setting.ENDPOINT, endpoint), Map.of()).line())
        .startsWith("delphi: --endpoint-url " + endpoint + ": it is not the address of an HTTP");
  }

  @Test
  void onlyTheValueThatWinsIsChecked() {
    Settings settings =
        settings(Map.of(Setting.MAX_WORKERS, "3"), Map.of("DELPHI_MAX_WORKERS", "many"));

    assertThat(settings.number(Setting.MAX_WORKERS)).isEqualTo(3);
  }

  @Test
  void aVariableThatIsNearlyOursIsAnErrorThatProposesTheNearest() {
    assertThat(refusal(Map.of(), Map.of("DELPHI_MAX_WORKER", "2")).line())
        .isEqualTo(
            "delphi: DELPHI_MAX_WORKER: the environment has this variable, and it means nothing"
                + " here. Did you mean DELPHI_MAX_WORKERS?");
  }

  @Test
  void variablesOfOthersAreNoneOfOurBusiness() {
    Map<String, String> others =
        Map.of("DELPHI_LITE_OUTPUT", "x", "DELPHI_JOB_ID", "1", "AWS_REGIO", "x", "HOME", "/");

    assertThat(settings(Map.of(), others).isGiven(Setting.REGION)).isFalse();
  }

  @Test
  void aNameInTheFileMustBeOurs() throws IOException {
    Path file = file("DELPHI_INTERVALL=1", "AWS_REGIO=x");

    assertThatThrownBy(() -> Settings.of(Map.of(), Map.of(), file))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.exit()).isEqualTo(Exit.CONFIGURATION);
              assertThat(problem.line())
                  .contains("DELPHI_INTERVALL (" + file + " line 1): there is no such setting");
            });
  }

  @Test
  void quotesInTheFileAreTakenOffInPairs() throws IOException {
    Path file = file("DELPHI_TABLE=\"My Jobs\"", "AWS_REGION='eu-central-1'", "DELPHI_PYTHON='x");

    Settings settings = Settings.of(Map.of(), Map.of(), file);

    assertThat(settings.required(Setting.TABLE)).isEqualTo("My Jobs");
    assertThat(settings.required(Setting.REGION)).isEqualTo("eu-central-1");
    assertThat(settings.required(Setting.PYTHON)).isEqualTo("'x");
  }

  @Test
  void aFileThatIsNotThereOrNotReadableIsSaidSo() throws IOException {
    Path missing = folder.resolve("missing");
    Path crooked = file("DELPHI_TABLE");

    assertThatThrownBy(() -> Settings.of(Map.of(), Map.of(), missing))
        .hasMessageContaining("there is none");
    assertThatThrownBy(() -> Settings.of(Map.of(), Map.of(), crooked))
        .hasMessageContaining(crooked + " line 1: it has no NAME=value");
  }

  @Test
  void anotherDefaultCountsOnlyWhereNobodyHasSetOne() {
    Settings given = settings(Map.of(Setting.INTERVAL, "7"), Map.of());
    Settings free = settings(Map.of(), Map.of());

    assertThat(given.withDefault(Setting.INTERVAL, "1s").required(Setting.INTERVAL))
        .isEqualTo("7s");
    assertThat(free.withDefault(Setting.INTERVAL, "1s").required(Setting.INTERVAL)).isEqualTo("1s");
  }

  private static Settings settings(Map<Setting, String> flags, Map<String, String> environment) {
    return Settings.of(flags, environment, null);
  }

  private static Problem refusal(Map<Setting, String> flags, Map<String, String> environment) {
    return catchThrowableOfType(Problem.class, () -> settings(flags, environment));
  }

  private Path file(String... lines) throws IOException {
    return Files.write(folder.resolve("settings"), List.of(lines));
  }

  private static Sample sample(Setting setting) {
    return switch (setting) {
      case STORE -> new Sample("sqlite:a.db", "dynamodb", "sqlite:a.db", "postgresql://host/db");
      case ENDPOINT, S3_ENDPOINT ->
          new Sample("http://h:8000", "https://x", "http://h:8000", "localhost:8000");
      case TIME_ZONE -> new Sample("Europe/Berlin", "UTC", "Europe/Berlin", "Mars/Base");
      case INTERVAL,
          LEASE,
          RECHECK,
          BATCH_DEADLINE,
          DRAIN,
          GRACE,
          DEFAULT_TIMEOUT,
          MAX_TIMEOUT,
          NO_OUTPUT_TIMEOUT,
          TOTAL_TIMEOUT,
          LOG_KEEP,
          RETAIN_EVERY ->
          new Sample("120", "5m", "2m", "soon");
      case MAX_OUTPUT_BYTES, MAX_LINE_BYTES -> new Sample("70000", "80000", "70000", "99");
      case MAX_WORKERS,
          MAX_OUTPUT_LINES,
          LOG_LINES,
          DEFAULT_BATCH_SIZE,
          BATCH_CHECKS_MAX,
          RETAIN_UNITS ->
          new Sample("7", "8", "7", "0");
      case TYPES, EXCLUDE_TYPES, PASS_ENV, ALLOW_ENV -> new Sample("A, B", "C", "A,B", ",");
      case PIPELINES_PER_CONVERSATION -> new Sample("2", "3", "2", "-1");
      case PIPELINE_STYLE -> new Sample("CURRENT", "seeds", "current", "next");
      case YIELD_JOBS -> new Sample("100", "300", "100", "9");
      case SHARE, YIELD_CHANCE -> new Sample("12.50 %", "100", "12.5%", "0");
      case MEMORY_LIMIT -> new Sample("2048m", "512MiB", "2G", "1M");
      case CPU_LIMIT -> new Sample("1.50", "2", "1.5", "none");
      case PIDS_LIMIT -> new Sample("100", "200", "100", "1");
      case CONTAINMENT -> new Sample("Leash", "group", "leash", "cage");
      case ENV_POLICY -> new Sample("Seed-Compat", "strict", "seed-compat", "lax");
      case RETAIN_OLDER_THAN -> new Sample("48h", "90d", "2d", "47h");
      case BUDGET_DAY, BUDGET_CONVERSATION_DAY, BUDGET_RESERVE ->
          new Sample(" 25.50USD", "7 USD", "25.5 USD", "25");
      case JOIN_ORDERS -> new Sample("OFF", "on", "off", "perhaps");
      case LOG_LEVEL -> new Sample("critical", "DEBUG", "CRITICAL", "LOUD");
      case HTTP -> new Sample("8080", "localhost:1", "127.0.0.1:8080", "127.0.0.1:70000");
      case HTTP_HOSTS -> new Sample("a.example, b", "c", "a.example,b", ",");
      case LOG_FORMAT -> new Sample("json", "plain", "json", "xml");
      case WEBHOOK_URL ->
          new Sample("https://a/b?c", "http://127.0.0.1:8080/x", "https://a/b?c", "http://a");
      case WEBHOOK_EVENTS -> new Sample("Held, failed", "stuck", "held,failed", "held,moved");
      case TABLE,
          JOURNAL,
          REGION,
          WORKER_PREFIX,
          SPOOL,
          RETAIN_TO,
          TOKEN_FILE,
          PICTURES,
          ALIVE_FILE,
          APP_PATH,
          RUN_SCRIPT,
          NARRATIVE_SCRIPT,
          BATCH_STATUS_SCRIPT,
          RECONCILE_SCRIPT,
          PYTHON,
          DEFAULT_MODEL,
          S3_BUCKET,
          ALLOW_ENV_FILE,
          WEBHOOK_SECRET_FILE,
          LOG_FILE ->
          new Sample("one", "other", "one", " ");
    };
  }
}
