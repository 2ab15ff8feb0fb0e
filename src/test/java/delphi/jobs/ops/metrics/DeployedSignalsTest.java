package delphi.jobs.ops.metrics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard and the alerts ask for what there is, and each alert fires for its fault alone. */
class DeployedSignalsTest {
  private static final Path DASHBOARD = Path.of("deploy/grafana/delphi-jobs.json");
  private static final Pattern METRIC = Pattern.compile("delphi_\\w+");
  private static final Pattern SELECTOR = Pattern.compile("(delphi_\\w+)\\{([^}]*)}");

  @Test
  void whereAllIsWellNoAlertFires() throws IOException {
    Fault none = new Fault();
    Scrape before = none.scrape();
    none.letPass();

    assertThat(Alerts.firing(before, none.scrape())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void anAlertFiresForItsFault(String alert) throws IOException {
    Fault fault = new Fault();
    Scrape before = fault.scrape();
    fault.inject(alert);
    fault.letPass();

    assertThat(Alerts.firing(before, fault.scrape())).containsExactly(alert);
  }

  @Test
  void alertsAskForMetricsAndLabelsThatThereAre() throws IOException {
    for (String expression : Alerts.rules().values()) {
      assertThat(unknown(expression)).as(expression).isEmpty();
    }
  }

  @Test
  void everyAlertSaysHowBadItIsAndWhatToDo() throws IOException {
    for (Map<String, ?> rule : Alerts.listed()) {
      assertThat(part(rule, "labels").get("severity")).asString().matches("info|warning|critical");
      assertThat(part(rule, "annotations").get("summary")).asString().isNotBlank();
      assertThat(part(rule, "annotations").get("description")).asString().endsWith(".");
    }
  }

  @Test
  void theDashboardAsksForMetricsAndLabelsThatThereAre() throws IOException {
    List<String> expressions = expressions(dashboard());

    assertThat(expressions).hasSizeGreaterThan(20);
    for (String expression : expressions) {
      assertThat(METRIC.matcher(expression).find()).as(expression).isTrue();
      assertThat(unknown(expression)).as(expression).isEmpty();
    }
  }

  @Test
  void itsPanelsAreToldApartAndDoNotLieOverOneAnother() throws IOException {
    Set<Integer> ids = new HashSet<>();
    Set<String> places = new HashSet<>();
    for (JsonNode panel : dashboard().get("panels")) {
      assertThat(panel.get("title").asString()).isNotBlank();
      assertThat(ids.add(panel.get("id").asInt())).isTrue();
      JsonNode at = panel.get("gridPos");
      for (int x = at.get("x").asInt(); x < at.get("x").asInt() + at.get("w").asInt(); x++) {
        for (int y = at.get("y").asInt(); y < at.get("y").asInt() + at.get("h").asInt(); y++) {
          assertThat(places.add(x + "," + y)).as(panel.get("title").asString()).isTrue();
        }
      }
    }
  }

  @Test
  void whatThereIsNotIsNoticed() {
    assertThat(unknown("sum(delphi_jobs_finished)")).isNotEmpty();
    assertThat(unknown("delphi_jobs_finished_total{result=\"failed\"}")).isNotEmpty();
    assertThat(unknown("sum by (job_id) (delphi_jobs_finished_total)")).isNotEmpty();
    assertThat(unknown("delphi_job_duration_seconds")).isNotEmpty();
    assertThat(unknown("sum by (le, type) (rate(delphi_job_duration_seconds_bucket[5m]))"))
        .isEmpty();
  }

  static Stream<String> alerts() throws IOException {
    return Alerts.rules().keySet().stream();
  }

  private static Map<?, ?> part(Map<String, ?> rule, String name) {
    return (Map<?, ?>) requireNonNull(rule.get(name));
  }

  /** What all its panels ask. */
  static List<String> dashboardExpressions() throws IOException {
    return expressions(dashboard());
  }

  private static JsonNode dashboard() throws IOException {
    return JsonMapper.shared().readTree(Files.readString(DASHBOARD));
  }

  private static List<String> expressions(JsonNode dashboard) {
    List<String> expressions = new ArrayList<>();
    for (JsonNode panel : dashboard.get("panels")) {
      JsonNode targets = panel.get("targets");
      if (targets != null) {
        targets.forEach(target -> expressions.add(target.get("expr").asString()));
      }
    }
    return expressions;
  }

  /** Names and labels in an expression that no metric of ours has. */
  private static List<String> unknown(String expression) {
    Map<String, Family> known = names();
    List<String> unknown = new ArrayList<>();
    Set<String> labels = new HashSet<>(Set.of("le", "instance", "job"));
    METRIC
        .matcher(expression)
        .results()
        .forEach(name -> {
          Family family = known.get(name.group());
          if (family == null) {
            unknown.add(name.group());
          } else {
            labels.addAll(family.labels());
          }
        });
    Matcher selector = SELECTOR.matcher(expression);
    while (selector.find()) {
      Family family = known.get(selector.group(1));
      for (String label : selector.group(2).replaceAll("\"[^\"]*\"", "").split("[=!~,]+", -1)) {
        boolean isName = !label.isBlank();
        if (isName && (family == null || !family.labels().contains(label.strip()))) {
          unknown.add(selector.group());
        }
      }
    }
    Matcher by = Pattern.compile("by \\(([^)]*)\\)").matcher(expression);
    while (by.find()) {
      Arrays.stream(by.group(1).split(","))
          .map(String::strip)
          .filter(label -> !labels.contains(label))
          .forEach(unknown::add);
    }
    return unknown;
  }

  private static Map<String, Family> names() {
    return Arrays.stream(Family.values())
        .flatMap(family ->
            (family.kind() == Family.Kind.HISTOGRAM
                    ? Stream.of("_bucket", "_sum", "_count", "_max")
                    : Stream.of(""))
                .map(ending -> Map.entry(family.fullName() + ending, family)))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
