package delphi.jobs.ops.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** Where the numbers are kept, each under its {@link Family}. Safe for use by many threads. */
final class Meters {
  private static final int MILLIS = 1_000;
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(12);

  /** Few, because each is a series of its own for each type: from a moment to half a day. */
  private static final Duration[] LONG = seconds(1, 5, 15, 60, 300, 900, 3_600, 14_400, 43_200);

  private static final Duration[] SHORT = seconds(0.005, 0.02, 0.1, 0.5, 2, 10);

  /** All that the only label of some can say. */
  private static final Map<Family, List<String>> WORDS =
      Map.of(
          Family.RENEWALS, List.of("renewed", "unclear", "lost"),
          Family.LINES_DROPPED, List.of("room", "journal"),
          Family.WARNINGS, List.of("environment", "channel", "store"),
          Family.UNREADABLE, List.of("quarantined", "left_alone"),
          Family.DELAYED, List.of("kept", "replayed", "rejected"),
          Family.MESSAGES, List.of("taken", "lost"));

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Family, AtomicReference<Double>> gauges = new ConcurrentHashMap<>();
  private final List<LongSupplier> suppliers = new CopyOnWriteArrayList<>();
  private final Map<Family, MultiGauge> groups = new ConcurrentHashMap<>();

  /** Where the words are known, each is there from zero on, so that the first time is a rise. */
  Meters() {
    for (Family family : Family.values()) {
      if (family.kind() == Family.Kind.COUNTER && family.labels().isEmpty()) {
        count(family, 0);
      }
    }
    WORDS.forEach((family, words) -> words.forEach(word -> count(family, 0, word)));
  }

  void count(Family family, double more, String... labels) {
    Counter.builder(family.stem())
        .description(family.meaning())
        .tags(tags(family, labels))
        .register(registry)
        .increment(more);
  }

  /** What somebody else counts. */
  void countBy(Family family, LongSupplier count, String... labels) {
    FunctionCounter.builder(family.stem(), kept(count), LongSupplier::getAsLong)
        .description(family.meaning())
        .tags(tags(family, labels))
        .register(registry);
  }

  /** A registry forgets what nobody else keeps. */
  private LongSupplier kept(LongSupplier count) {
    suppliers.add(count);
    return count;
  }

  void observe(Family family, Duration span, String... labels) {
    Timer.builder(family.stem())
        .description(family.meaning())
        .serviceLevelObjectives(family == Family.REQUEST_DURATION ? SHORT : LONG)
        .minimumExpectedValue(SHORTEST)
        .maximumExpectedValue(LONGEST)
        .tags(tags(family, labels))
        .register(registry)
        .record(span.isNegative() ? Duration.ZERO : span);
  }

  void set(Family family, double value) {
    gauges.computeIfAbsent(family, this::gauge).set(value);
  }

  /** Sets all of a family at once; what is not among them is there no more. */
  void setAll(Family family, Map<String, ? extends Number> byLabel) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    byLabel.forEach((label, value) -> rows.add(MultiGauge.Row.of(tags(family, label), value)));
    groups.computeIfAbsent(family, this::group).register(rows, true);
  }

  /** What never changes, as labels. */
  void tell(Family family, String... labels) {
    Info info =
        Info.builder()
            .name(family.fullName())
            .help(family.meaning())
            .labelNames(family.labels().toArray(String[]::new))
            .register(registry.getPrometheusRegistry());
    info.setLabelValues(labels);
  }

  String text() {
    return registry.scrape();
  }

  MetricSnapshots snapshots() {
    return registry.getPrometheusRegistry().scrape();
  }

  private AtomicReference<Double> gauge(Family family) {
    AtomicReference<Double> value = new AtomicReference<>(Double.NaN);
    Gauge.builder(family.stem(), value, AtomicReference::get)
        .description(family.meaning())
        .strongReference(true)
        .register(registry);
    return value;
  }

  private MultiGauge group(Family family) {
    return MultiGauge.builder(family.stem()).description(family.meaning()).register(registry);
  }

  private static Duration[] seconds(double... bounds) {
    return Arrays.stream(bounds)
        .mapToObj(bound -> Duration.ofMillis(Math.round(bound * MILLIS)))
        .toArray(Duration[]::new);
  }

  private static Tags tags(Family family, String... values) {
    List<Tag> tags = new ArrayList<>();
    for (int label = 0; label < values.length; label++) {
      tags.add(Tag.of(family.labels().get(label), values[label]));
    }
    return Tags.of(tags);
  }
}
