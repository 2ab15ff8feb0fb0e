package delphi.jobs.ops.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends traces and numbers by OpenTelemetry's protocol over HTTP. Spans wait in a queue that has an
 * end, beside the jobs; whoever does not take them in time does not get them.
 */
public final class Otlp implements AutoCloseable {
  private static final Duration BETWEEN_SPANS = Duration.ofSeconds(2);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /** Kept, because a logger that nobody keeps forgets its level. */
  private static final Logger THEIRS = Logger.getLogger("io.opentelemetry");

  private final @Nullable SdkTracerProvider tracers;
  private final @Nullable SdkMeterProvider meters;
  private final @Nullable Traces traces;

  private Otlp(@Nullable SdkTracerProvider tracers, @Nullable SdkMeterProvider meters) {
    this.tracers = tracers;
    this.meters = meters;
    this.traces = tracers == null ? null : new Traces(tracers.get("delphi.jobs"));
  }

  /**
   * Sends from now on.
   *
   * @param numbers what Prometheus would scrape
   * @param complaint is told once when a receiver takes nothing, and once when it does again
   */
  public static Otlp start(
      OtlpSettings settings,
      Supplier<MetricSnapshots> numbers,
      InstantSource clock,
      Consumer<String> complaint) {
    THEIRS.setLevel(Level.OFF);
    Resource resource = resource(settings);
    URI toTraces = settings.traces();
    URI toMetrics = settings.metrics();
    return new Otlp(
        toTraces == null ? null : tracers(settings, toTraces, resource, complaint),
        toMetrics == null
            ? null
            : meters(settings, toMetrics, resource, new Numbers(numbers, clock), complaint));
  }

  /** The traces of attempts; empty when nobody wants them. */
  public Optional<Traces> traces() {
    return Optional.ofNullable(traces);
  }

  /** Sends what is left, if that can be done within moments. */
  @Override
  public void close() {
    if (traces != null) {
      traces.close();
    }
    List<CompletableResultCode> ends = new ArrayList<>();
    if (tracers != null) {
      ends.add(tracers.shutdown());
    }
    if (meters != null) {
      ends.add(meters.shutdown());
    }
    CompletableResultCode.ofAll(ends).join(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static SdkTracerProvider tracers(
      OtlpSettings settings, URI to, Resource resource, Consumer<String> complaint) {
    OtlpHttpSpanExporterBuilder exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(to.toString())
            .setTimeout(settings.timeout())
            .setConnectTimeout(settings.timeout());
    settings.headers().forEach(exporter::addHeader);
    Sender sender = new Sender("Traces for " + place(to), complaint);
    return SdkTracerProvider.builder()
        .setResource(resource)
        .setSampler(settings.sampling().sampler())
        .addSpanProcessor(
            BatchSpanProcessor.builder(new WatchedSpans(exporter.build(), sender))
                .setScheduleDelay(BETWEEN_SPANS)
                .setExporterTimeout(settings.timeout())
                .build())
        .build();
  }

  private static SdkMeterProvider meters(
      OtlpSettings settings,
      URI to,
      Resource resource,
      Numbers numbers,
      Consumer<String> complaint) {
    OtlpHttpMetricExporterBuilder exporter =
        OtlpHttpMetricExporter.builder()
            .setEndpoint(to.toString())
            .setTimeout(settings.timeout())
            .setConnectTimeout(settings.timeout());
    settings.headers().forEach(exporter::addHeader);
    Sender sender = new Sender("Metrics for " + place(to), complaint);
    return SdkMeterProvider.builder()
        .setResource(resource)
        .registerMetricProducer(numbers)
        .registerMetricReader(
            PeriodicMetricReader.builder(new WatchedMetrics(exporter.build(), sender))
                .setInterval(settings.interval())
                .build())
        .build();
  }

  /** Without what may be a secret in it. */
  private static String place(URI to) {
    return to.getScheme() + "://" + to.getHost() + (to.getPort() < 0 ? "" : ":" + to.getPort());
  }

  private static Resource resource(OtlpSettings settings) {
    AttributesBuilder attributes = Attributes.builder();
    settings.resource().forEach(attributes::put);
    return Resource.getDefault().merge(Resource.create(attributes.build()));
  }
}
