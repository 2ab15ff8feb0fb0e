package delphi.jobs.ops.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prometheus's own tool reads what is scraped, the rules, and what the dashboard asks; where it is
 * installed, or named by {@code -Dpromtool=PATH}.
 */
class PromtoolTest {
  private static final Path TOOL = Path.of(System.getProperty("promtool", "/usr/bin/promtool"));

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void requireTheTool() {
    assumeTrue(Files.isExecutable(TOOL), TOOL + " is not there");
  }

  @Test
  void itReadsTheRules() throws Exception {
    assertThat(run(Path.of("/dev/null"), "check", "rules", "deploy/alerts/delphi-jobs.yml"))
        .contains("SUCCESS: 22 rules found");
  }

  @Test
  void itReadsWhatIsScrapedAndHasNothingToSayAboutTheNames() throws Exception {
    assertThat(
            run(
                Path.of("src/test/resources/delphi/jobs/ops/metrics/scrape.txt"),
                "check",
                "metrics"))
        .isEmpty();
  }

  @Test
  void itReadsWhatTheDashboardAsks() throws Exception {
    List<String> expressions = DeployedSignalsTest.dashboardExpressions();
    String rules =
        expressions.stream()
            .map(expression -> expression.replace("$__rate_interval", "5m"))
            .map(expression -> "  - record: asked:by:dashboard\n    expr: '" + expression + "'\n")
            .distinct()
            .collect(Collectors.joining("", "groups:\n- name: asked\n  rules:\n", ""));
    Path file = Files.writeString(folder.resolve("asked.yml"), rules);

    assertThat(run(Path.of("/dev/null"), "check", "rules", "--lint=none", file.toString()))
        .contains("SUCCESS: ");
  }

  @Test
  void itSeesNoAlertWhereAllIsWell() throws Exception {
    Fault none = new Fault();
    Scrape before = none.scrape();
    none.letPass();

    assertThat(seesNothing(before, none.scrape(), Alerts.rules().values())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("delphi.jobs.ops.metrics.DeployedSignalsTest#alerts")
  void itSeesEachAlertWhereItsFaultIs(String alert) throws Exception {
    Fault fault = new Fault();
    Scrape before = fault.scrape();
    fault.inject(alert);
    fault.letPass();

    String expression = requireNonNull(Alerts.rules().get(alert));
    assertThat(seesNothing(before, fault.scrape(), List.of(expression))).isFalse();
  }

  /** Whether none of the expressions has a result, as Prometheus reckons it. */
  private boolean seesNothing(Scrape before, Scrape after, Collection<String> expressions)
      throws Exception {
    Map<String, Object> test = new LinkedHashMap<>();
    test.put("interval", "1m");
    test.put("input_series", series(before, after));
    test.put(
        "promql_expr_test",
        expressions.stream()
            .map(expression ->
                Map.of("expr", expression, "eval_time", "20m", "exp_samples", List.of()))
            .toList());
    String text = JsonMapper.shared().writeValueAsString(Map.of("tests", List.of(test)));
    Path file = Files.writeString(folder.resolve("test.yml"), text);
    Process tool = start(Path.of("/dev/null"), "test", "rules", file.toString());
    String said = new String(tool.getInputStream().readAllBytes(), UTF_8);
    boolean isSuccess = tool.waitFor() == 0;
    assertThat(said).contains(isSuccess ? "SUCCESS" : "got:");
    return isSuccess;
  }

  /** Ten minutes as in the one scrape, then as in the other; the second was taken at minute 20. */
  private static List<Map<String, String>> series(Scrape before, Scrape after) {
    double shift = after.at().getEpochSecond() - Duration.ofMinutes(20).toSeconds();
    Map<String, String> first = values(before, shift);
    Map<String, String> second = values(after, shift);
    Set<String> names = new TreeSet<>(first.keySet());
    names.addAll(second.keySet());
    return names.stream()
        .map(name -> {
          String begin = first.containsKey(name) ? first.get(name) + "+0x9" : "_x10";
          String end = second.containsKey(name) ? second.get(name) + "+0x15" : "stale";
          return Map.of("series", name, "values", begin + " " + end);
        })
        .toList();
  }

  /** By name and labels as Prometheus writes them; its clock begins at zero here. */
  private static Map<String, String> values(Scrape scrape, double shift) {
    Map<String, String> values = new TreeMap<>();
    for (Scrape.Sample sample : scrape.samples()) {
      String labels =
          sample.labels().entrySet().stream()
              .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
              .collect(Collectors.joining(",", "{", "}"));
      boolean isTime = sample.name().endsWith("_timestamp_seconds");
      double value = isTime ? sample.value() - shift : sample.value();
      values.put(sample.name() + labels, new BigDecimal(value).toPlainString());
    }
    return values;
  }

  /** What it says; it has to be content. */
  private static String run(Path input, String... arguments)
      throws IOException, InterruptedException {
    Process tool = start(input, arguments);
    String said = new String(tool.getInputStream().readAllBytes(), UTF_8);
    assertThat(tool.waitFor()).as(said).isZero();
    return said;
  }

  private static Process start(Path input, String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(TOOL.toString());
    builder.command().addAll(List.of(arguments));
    return builder.redirectInput(input.toFile()).redirectErrorStream(true).start();
  }
}
