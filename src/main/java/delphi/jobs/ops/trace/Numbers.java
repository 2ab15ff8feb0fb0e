package delphi.jobs.ops.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.Data;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.GaugeData;
import io.opentelemetry.sdk.metrics.data.HistogramData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.metrics.export.MetricProducer;
import io.opentelemetry.sdk.resources.Resource;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The numbers that Prometheus would scrape, as OpenTelemetry sends them: the same names, counted
 * once.
 */
final class Numbers implements MetricProducer {
  private static final InstrumentationScopeInfo SCOPE =
      InstrumentationScopeInfo.create("delphi.jobs");

  private final Supplier<MetricSnapshots> source;
  private final InstantSource clock;
  private final long startNanos;

  Numbers(Supplier<MetricSnapshots> source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
    this.startNanos = nanos(clock.instant());
  }

  @Override
  public Collection<MetricData> produce(Resource resource) {
    long now = nanos(clock.instant());
    List<MetricData> all = new ArrayList<>();
    for (MetricSnapshot each : source.get()) {
      data(each, now).ifPresent(data -> all.add(number(resource, each, data)));
    }
    return all;
  }

  private static MetricData number(Resource resource, MetricSnapshot from, Typed data) {
    String ending = data.type() == MetricDataType.DOUBLE_SUM ? "_total" : "";
    String help = from.getMetadata().getHelp();
    return new Measured(
        resource,
        from.getMetadata().getName() + ending,
        help == null ? "" : help,
        data.type(),
        data.data());
  }

  private Optional<Typed> data(MetricSnapshot each, long now) {
    if (each instanceof CounterSnapshot counter) {
      List<DoublePointData> points =
          counter.getDataPoints().stream()
              .map(point -> point(point.getLabels(), point.getValue(), now))
              .toList();
      return Optional.of(
          new Typed(
              MetricDataType.DOUBLE_SUM,
              SumData.createDoubleSumData(true, AggregationTemporality.CUMULATIVE, points)));
    }
    if (each instanceof GaugeSnapshot gauge) {
      List<DoublePointData> points =
          gauge.getDataPoints().stream()
              .map(point -> point(point.getLabels(), point.getValue(), now))
              .toList();
      return Optional.of(
          new Typed(MetricDataType.DOUBLE_GAUGE, GaugeData.createDoubleGaugeData(points)));
    }
    if (each instanceof HistogramSnapshot histogram) {
      List<HistogramPointData> points =
          histogram.getDataPoints().stream().map(point -> point(point, now)).toList();
      return Optional.of(
          new Typed(
              MetricDataType.HISTOGRAM,
              HistogramData.create(AggregationTemporality.CUMULATIVE, points)));
    }
    // What never changes is among the attributes of the resource.
    return Optional.empty();
  }

  private DoublePointData point(Labels labels, double value, long now) {
    return DoublePointData.create(startNanos, now, attributes(labels), value, List.of());
  }

  private HistogramPointData point(HistogramDataPointSnapshot from, long now) {
    ClassicHistogramBuckets buckets = from.getClassicBuckets();
    List<Double> bounds = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    for (int bucket = 0; bucket < buckets.size(); bucket++) {
      counts.add(buckets.getCount(bucket));
      if (!Double.isInfinite(buckets.getUpperBound(bucket))) {
        bounds.add(buckets.getUpperBound(bucket));
      }
    }
    return HistogramPointData.create(
        startNanos,
        now,
        attributes(from.getLabels()),
        from.getSum(),
        false,
        0,
        false,
        0,
        bounds,
        counts);
  }

  private static Attributes attributes(Labels labels) {
    AttributesBuilder attributes = Attributes.builder();
    labels.forEach(label -> attributes.put(label.getName(), label.getValue()));
    return attributes.build();
  }

  private static long nanos(Instant time) {
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
  }

  /** What is known of a metric, and what it is. */
  private record Typed(MetricDataType type, Data<?> data) {}

  /** One metric at one moment. */
  private record Measured(
      Resource resource, String name, String description, MetricDataType type, Data<?> data)
      implements MetricData {
    @Override
    public Resource getResource() {
      return resource;
    }

    @Override
    public InstrumentationScopeInfo getInstrumentationScopeInfo() {
      return SCOPE;
    }

    @Override
    public String getName() {
      return name;
    }

    @Override
    public String getDescription() {
      return description;
    }

    @Override
    public String getUnit() {
      return name.endsWith("_seconds") ? "s" : "1";
    }

    @Override
    public MetricDataType getType() {
      return type;
    }

    @Override
    public Data<?> getData() {
      return data;
    }
  }
}
