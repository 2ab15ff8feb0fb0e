package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.ops.trace.OtlpSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the variables that OpenTelemetry's programs share ask for here. */
class OtelVariablesTest {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

  private final List<String> oddities = new ArrayList<>();

  @Test
  void withoutThemNothingIsSent() {
    assertThat(settings(Map.of())).isEmpty();
    assertThat(settings(Map.of(ENDPOINT, " "))).isEmpty();
    assertThat(settings(Map.of("OTEL_SERVICE_NAME", "x"))).isEmpty();
    assertThat(settings(Map.of(ENDPOINT, "http://c:4318", "OTEL_SDK_DISABLED", "TRUE"))).isEmpty();
  }

  @Test
  void oneEndpointIsForBoth() {
    OtlpSettings settings = settings(Map.of(ENDPOINT, "http://c:4318/")).orElseThrow();

    assertThat(settings.traces()).isEqualTo(URI.create("http://c:4318/v1/traces"));
    assertThat(settings.metrics()).isEqualTo(URI.create("http://c:4318/v1/metrics"));
    assertThat(settings.resource()).containsEntry("service.name", "delphi-jobs");
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(oddities).isEmpty();
  }

  @Test
  void eachMayHaveItsOwnOrNone() {
    OtlpSettings settings =
        settings(
                Map.of(
                    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                    "https://c/spans",
                    "OTEL_METRICS_EXPORTER",
                    "none",
                    ENDPOINT,
                    "http://d"))
            .orElseThrow();

    assertThat(settings.traces()).isEqualTo(URI.create("https://c/spans"));
    assertThat(settings.metrics()).isNull();
  }

  @Test
  void anExporterAloneMeansTheUsualPlace() {
    OtlpSettings settings = settings(Map.of("OTEL_TRACES_EXPORTER", "otlp")).orElseThrow();

    assertThat(settings.traces()).isEqualTo(URI.create("http://localhost:4318/v1/traces"));
    assertThat(settings.metrics()).isNull();
  }

  @Test
  void namesAttributesAndHeadersAreTaken() {
    OtlpSettings settings =
        settings(
                Map.of(
                    ENDPOINT,
                    "http://c",
                    "OTEL_SERVICE_NAME",
                    "night",
                    "OTEL_RESOURCE_ATTRIBUTES",
                    "service.name=day,deployment.environment=prod",
                    "OTEL_EXPORTER_OTLP_HEADERS",
                    "authorization=Bearer%20a+b, x=1",
                    "OTEL_EXPORTER_OTLP_TIMEOUT",
                    "2500",
                    "OTEL_METRIC_EXPORT_INTERVAL",
                    "5000"))
            .orElseThrow();

    assertThat(settings.resource())
        .containsEntry("service.name", "night")
        .containsEntry("deployment.environment", "prod");
    assertThat(settings.headers()).isEqualTo(Map.of("authorization", "Bearer a+b", "x", "1"));
    assertThat(settings.timeout()).isEqualTo(Duration.ofMillis(2_500));
    assertThat(settings.interval()).isEqualTo(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_TRACES_EXPORTER,zipkin",
    "OTEL_EXPORTER_OTLP_PROTOCOL,grpc",
    "OTEL_EXPORTER_OTLP_ENDPOINT,c:4318",
    "OTEL_EXPORTER_OTLP_TIMEOUT,soon",
    "OTEL_RESOURCE_ATTRIBUTES,prod"
  })
  void whatIsNotUnderstoodIsSaidAndEndsNothing(String name, String value) {
    Map<String, String> environment = new HashMap<>(Map.of(ENDPOINT, "http://c"));
    environment.put(name, value);

    settings(environment);

    assertThat(oddities).isNotEmpty().allMatch(said -> said.contains(name));
  }

  private Optional<OtlpSettings> settings(Map<String, String> environment) {
    return OtelVariables.settings(environment, oddities::add);
  }
}
