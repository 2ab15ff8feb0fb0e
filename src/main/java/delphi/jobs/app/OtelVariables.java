package delphi.jobs.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import delphi.jobs.ops.trace.OtlpSettings;
import delphi.jobs.ops.trace.Sampling;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the variables that OpenTelemetry's programs share ask for. They are no settings of ours:
 * whoever sets them means every program on the machine, so what is not understood is said and left
 * out instead of ending this one.
 */
final class OtelVariables {
  private static final String USUAL = "http://localhost:4318";
  private static final String PROTOCOL = "http/protobuf";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Map<String, String> environment;
  private final Consumer<String> oddities;

  private OtelVariables(Map<String, String> environment, Consumer<String> oddities) {
    this.environment = environment;
    this.oddities = oddities;
  }

  /**
   * Whether any of them asks for something; a cheap question, which loads nothing.
   *
   * @param environment of this process
   */
  static boolean isAsked(Map<String, String> environment) {
    return !"true".equalsIgnoreCase(environment.getOrDefault("OTEL_SDK_DISABLED", "").strip())
        && environment.entrySet().stream()
            .anyMatch(each ->
                !each.getValue().isBlank()
                    && (each.getKey().matches("OTEL_EXPORTER_OTLP_((TRACES|METRICS)_)?ENDPOINT")
                        || (each.getKey().matches("OTEL_(TRACES|METRICS)_EXPORTER")
                            && each.getValue().strip().equals("otlp"))));
  }

  /**
   * Where to send what; empty when nothing is to be sent.
   *
   * @param oddities is told what is not understood
   */
  static Optional<OtlpSettings> settings(
      Map<String, String> environment, Consumer<String> oddities) {
    return isAsked(environment)
        ? new OtelVariables(environment, oddities).settings()
        : Optional.empty();
  }

  private Optional<OtlpSettings> settings() {
    URI traces = target("TRACES", "/v1/traces");
    URI metrics = target("METRICS", "/v1/metrics");
    if (traces == null && metrics == null) {
      return Optional.empty();
    }
    return Optional.of(
        new OtlpSettings(
            traces,
            metrics,
            pairs("OTEL_EXPORTER_OTLP_HEADERS"),
            resource(),
            sampling(),
            millis("OTEL_EXPORTER_OTLP_TIMEOUT", TIMEOUT),
            millis("OTEL_METRIC_EXPORT_INTERVAL", INTERVAL)));
  }

  private @Nullable URI target(String signal, String path) {
    String exporter = value("OTEL_" + signal + "_EXPORTER").orElse("");
    Optional<String> own = value("OTEL_EXPORTER_OTLP_" + signal + "_ENDPOINT");
    Optional<String> all = value("OTEL_EXPORTER_OTLP_ENDPOINT");
    if (exporter.equals("none") || (exporter.isEmpty() && own.isEmpty() && all.isEmpty())) {
      return null;
    }
    if (!exporter.isEmpty() && !exporter.equals("otlp")) {
      oddities.accept(
          "OTEL_" + signal + "_EXPORTER=" + exporter + " is not known here: otlp or none");
      return null;
    }
    String protocol =
        value("OTEL_EXPORTER_OTLP_" + signal + "_PROTOCOL")
            .or(() -> value("OTEL_EXPORTER_OTLP_PROTOCOL"))
            .orElse(PROTOCOL);
    if (!protocol.equals(PROTOCOL)) {
      oddities.accept(
          "OTEL_EXPORTER_OTLP_PROTOCOL="
              + protocol
              + " is not spoken here, only "
              + PROTOCOL
              + " (port 4318 of most collectors); "
              + signal.toLowerCase(Locale.ROOT)
              + " are not sent");
      return null;
    }
    return address(own.orElseGet(() -> all.orElse(USUAL).replaceAll("/+$", "") + path));
  }

  private @Nullable URI address(String text) {
    try {
      URI address = URI.create(text);
      if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
        return address;
      }
    } catch (IllegalArgumentException strange) {
      // Said below.
    }
    oddities.accept("OTEL_EXPORTER_OTLP_ENDPOINT is no address of HTTP: " + Secrets.hidden(text));
    return null;
  }

  private Sampling sampling() {
    String sampler = value("OTEL_TRACES_SAMPLER").orElse("parentbased_always_on");
    boolean followsParent = sampler.startsWith("parentbased_");
    return switch (sampler.replaceFirst("^parentbased_", "")) {
      case "always_on" -> new Sampling(1, followsParent);
      case "always_off" -> new Sampling(0, followsParent);
      case "traceidratio" -> new Sampling(ratio(), followsParent);
      default -> {
        oddities.accept("OTEL_TRACES_SAMPLER=" + sampler + " is not known here: all are sent");
        yield Sampling.USUAL;
      }
    };
  }

  private double ratio() {
    String given = value("OTEL_TRACES_SAMPLER_ARG").orElse("1");
    if (given.matches("0|1|[01]\\.0*|0?\\.\\d{1,18}")) {
      return Double.parseDouble(given);
    }
    oddities.accept("OTEL_TRACES_SAMPLER_ARG=" + given + " is no number from 0 to 1: all are sent");
    return 1;
  }

  /** With a name for the service, which is what receivers sort by. */
  private Map<String, String> resource() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("service.name", "delphi-jobs");
    attributes.put("service.version", VersionVerb.programVersion());
    attributes.putAll(pairs("OTEL_RESOURCE_ATTRIBUTES"));
    value("OTEL_SERVICE_NAME").ifPresent(name -> attributes.put("service.name", name));
    return attributes;
  }

  private Map<String, String> pairs(String name) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : value(name).orElse("").split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        pairs.put(pair.substring(0, equals).strip(), decoded(pair.substring(equals + 1).strip()));
      } else if (!pair.isBlank()) {
        oddities.accept(name + " is no list of name=value");
      }
    }
    return pairs;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException plain) {
      return value;
    }
  }

  private Duration millis(String name, Duration usual) {
    Optional<String> given = value(name);
    if (given.isEmpty()) {
      return usual;
    }
    if (given.get().matches("[1-9]\\d{0,8}")) {
      return Duration.ofMillis(Long.parseLong(given.get()));
    }
    oddities.accept(name + "=" + given.get() + " is no number of milliseconds");
    return usual;
  }

  private Optional<String> value(String name) {
    return Optional.of(environment.getOrDefault(name, "").strip()).filter(text -> !text.isEmpty());
  }
}
