package delphi.jobs.ops.trace;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.engine.EngineEvent;
import delphi.jobs.ops.Events;
import delphi.jobs.ops.metrics.Metrics;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is sent over a real wire, and that whoever does not take it is in nobody's way. */
class OtlpTest {
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final Metrics metrics = new Metrics("1.2.3", InstantSource.fixed(Events.NOON));

  @Test
  void aReceiverGetsTheSpansOfAttempts() throws Exception {
    try (Receiver receiver = Receiver.open()) {
      String trace;
      try (Otlp otlp = otlp(receiver.address().resolve("/v1/traces"), null)) {
        Traces traces = otlp.traces().orElseThrow();
        traces.hear(new EngineEvent.Claimed(Events.JOB));
        trace = traces.traceId(Events.JOB.id()).orElseThrow();
      }

      Receiver.Letter letter = receiver.await(each -> each.path().equals("/v1/traces"));
      assertThat(letter.type()).isEqualTo("application/x-protobuf");
      assertThat(letter.authorization()).isEqualTo("Bearer t");
      assertThat(letter.holds(trace)).isTrue();
      assertThat(letter.body())
          .contains("process FULL_PIPELINE", Events.JOB.id(), "service.name", "night-shift");
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void aReceiverGetsTheNumbersUnderTheirNames() throws Exception {
    Events.all().forEach(metrics::hear);
    try (Receiver receiver = Receiver.open()) {
      otlp(null, receiver.address().resolve("/v1/metrics")).close();

      Receiver.Letter letter = receiver.await(each -> each.path().equals("/v1/metrics"));
      assertThat(letter.body())
          .contains(
              "delphi_jobs_finished_total",
              "delphi_workers_busy",
              "delphi_job_duration_seconds",
              "FULL_PIPELINE",
              "night-shift");
    }
  }

  @Test
  void nobodyWhoListensIsSaidOnceAndKeepsNobodyWaiting() throws IOException {
    try (Otlp otlp = otlp(closedPort(), null)) {
      attempts(otlp, 5_000);
    }

    assertThat(complaints).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void oneWhoNeverAnswersKeepsNobodyWaiting() throws Exception {
    try (Receiver receiver = Receiver.deaf()) {
      Otlp otlp = otlp(receiver.address().resolve("/v1/traces"), null);
      attempts(otlp, 5_000);
      receiver.await(each -> each.path().equals("/v1/traces"));

      long start = System.nanoTime();
      otlp.close();

      // Two seconds are the promise; the rest is for a machine that does much else.
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void theSettingsShowNoHeader() {
    assertThat(settings(URI.create("http://a/"), null).toString()).doesNotContain("Bearer");
  }

  private static void attempts(Otlp otlp, int count) {
    Traces traces = otlp.traces().orElseThrow();
    for (int attempt = 0; attempt < count; attempt++) {
      traces.hear(new EngineEvent.Claimed(Events.JOB));
      traces.hear(new EngineEvent.LeaseLost(Events.JOB, "x"));
    }
  }

  private static URI closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1/traces");
    }
  }

  private Otlp otlp(@Nullable URI toTraces, @Nullable URI toMetrics) {
    return Otlp.start(
        settings(toTraces, toMetrics),
        this::numbers,
        InstantSource.fixed(Events.NOON),
        complaints::add);
  }

  private MetricSnapshots numbers() {
    return metrics.snapshots();
  }

  private static OtlpSettings settings(@Nullable URI toTraces, @Nullable URI toMetrics) {
    return new OtlpSettings(
        toTraces,
        toMetrics,
        Map.of("Authorization", "Bearer t"),
        Map.of("service.name", "night-shift"),
        Sampling.USUAL,
        Duration.ofSeconds(10),
        Duration.ofMinutes(1));
  }
}
