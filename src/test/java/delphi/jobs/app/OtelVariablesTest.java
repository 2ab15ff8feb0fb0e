package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.ops.trace.OtlpSettings;
import delphi.jobs.ops.trace.Sampling;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    ",,1,true",
    "always_on,0.5,1,false",
    "always_off,,0,false",
    "traceidratio,0.25,0.25,false",
    "traceidratio,,1,false",
    "parentbased_always_on,,1,true",
    "parentbased_always_off,,0,true",
    "parentbased_traceidratio,.125,0.125,true",
    "parentbased_traceidratio,1.0,1,true"
  })
  void aSamplerIsTaken(
      @Nullable String sampler, @Nullable String argument, double ratio, boolean followsParent) {
    Map<String, String> environment = new HashMap<>(Map.of(ENDPOINT, "http://c"));
    if (sampler != null) {
      environment.put("OTEL_TRACES_SAMPLER", sampler);
    }
    if (argument != null) {
      environment.put("OTEL_TRACES_SAMPLER_ARG", argument);
    }

    assertThat(settings(environment).orElseThrow().sampling())
        .isEqualTo(new Sampling(ratio, followsParent));
    assertThat(oddities).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "-0.1", "half", "1e-3"})
  void aRatioThatIsNoneIsSaid(String argument) {
    OtlpSettings settings =
        settings(
                Map.of(
                    ENDPOINT,
                    "http://c",
                    "OTEL_TRACES_SAMPLER",
                    "traceidratio",
                    "OTEL_TRACES_SAMPLER_ARG",
                    argument))
            .orElseThrow();

    assertThat(settings.sampling().ratio()).isEqualTo(1);
    assertThat(oddities).singleElement().asString().contains("OTEL_TRACES_SAMPLER_ARG=" + argument);
  }

  @Test
  void anotherProtocolIsSaidForEachThatIsNotSentAndNeitherIs() {
    assertThat(settings(Map.of(ENDPOINT, "http://c:4317", "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")))
        .isEmpty();
    assertThat(oddities).hasSize(2);
    assertThat(oddities.getFirst()).contains("=grpc is not spoken here", "traces are not sent");
    assertThat(oddities.getLast()).contains("metrics are not sent");
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_TRACES_EXPORTER,zipkin",
    "OTEL_EXPORTER_OTLP_PROTOCOL,grpc",
    "OTEL_TRACES_SAMPLER,jaeger_remote",
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
