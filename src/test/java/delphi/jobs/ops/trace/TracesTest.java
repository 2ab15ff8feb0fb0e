package delphi.jobs.ops.trace;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.engine.EngineEvent;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Fence;
import delphi.jobs.job.Job;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Request;
import delphi.jobs.job.Results;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.ops.Events;
import delphi.jobs.process.Command;
import delphi.jobs.process.Limits;
import delphi.jobs.process.ProcessListener;
import delphi.jobs.process.ProcessResult;
import delphi.jobs.process.ProcessRunner;
import delphi.jobs.process.Start;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One span an attempt, what it says, and that the process is told of it. */
class TracesTest {
  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final List<SpanData> ended = new CopyOnWriteArrayList<>();
  private final Traces traces = traces(Sampling.USUAL);

  @Test
  void anAttemptIsASpanWithTheNamesOfTheConventions() {
    claim(Events.JOB);
    traces.hear(new EngineEvent.AttemptStarted(Events.JOB, 4711, command()));
    assertThat(ended).isEmpty();
    end(Status.COMPLETED, Ending.COMPLETED, Results.plainSuccess());

    SpanData span = ended.getFirst();
    assertThat(span.getName()).isEqualTo("process FULL_PIPELINE");
    assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(text(span, "messaging.system")).isEqualTo("delphi_jobs");
    assertThat(text(span, "messaging.operation.type")).isEqualTo("process");
    assertThat(text(span, "messaging.destination.name")).isEqualTo("FULL_PIPELINE");
    assertThat(text(span, "messaging.message.id")).isEqualTo(Events.JOB.id());
    assertThat(text(span, "messaging.message.conversation_id")).isEqualTo("42");
    assertThat(text(span, "messaging.client.id")).isEqualTo("worker-1");
    assertThat(text(span, "delphi.job.outcome")).isEqualTo("completed");
    assertThat(span.getAttributes().get(AttributeKey.longKey("delphi.job.attempt"))).isEqualTo(1);
    assertThat(span.getEvents()).hasSize(1);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void aFailureIsAnErrorWithItsCause() {
    Results results =
        Results.failure("Process exited with code 7")
            .with("failure", Map.of("cause", "disk_full", "fingerprint", "ab12cd34"));

    claim(Events.JOB);
    end(Status.FAILED, Ending.FAILED, results);

    SpanData span = ended.getFirst();
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getStatus().getDescription()).isEqualTo("Process exited with code 7");
    assertThat(text(span, "error.type")).isEqualTo("disk_full");
    assertThat(text(span, "delphi.job.outcome")).isEqualTo("failed");
  }

  @Test
  void anAttemptWhoseEndIsNotOursEndsAsWell() {
    claim(Events.JOB);
    traces.hear(new EngineEvent.LeaseLost(Events.JOB, "too late"));
    assertThat(traces.traceId(Events.JOB.id())).isEmpty();
    claim(Events.JOB);
    traces.hear(
        new EngineEvent.ResultKept(Events.JOB, completed(Ending.FAILED), "no answer", null));
    claim(Events.JOB);
    traces.close();

    assertThat(ended)
        .extracting(span -> text(span, "delphi.job.outcome"))
        .containsExactly("lost", "kept", null);
  }

  @Test
  void theLogCanNameTheTraceForAsLongAsItRuns() {
    assertThat(traces.traceId(Events.JOB.id())).isEmpty();
    claim(Events.JOB);
    String trace = traces.traceId(Events.JOB.id()).orElseThrow();
    end(Status.COMPLETED, Ending.COMPLETED, Results.plainSuccess());

    assertThat(trace).isEqualTo(ended.getFirst().getTraceId());
    assertThat(traces.traceId(Events.JOB.id())).isEmpty();
  }

  @Test
  void aTraceThatTheRowNamesGoesOn() {
    claim(with(Map.of("TRACEPARENT", PARENT)));
    end(Status.COMPLETED, Ending.COMPLETED, Results.plainSuccess());

    assertThat(ended.getFirst().getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(ended.getFirst().getParentSpanId()).isEqualTo("b7ad6b7169203331");
  }

  @ParameterizedTest
  @CsvSource({"1,true,01,01", "1,true,00,00", "0,false,01,00", "1,false,00,01", "0,true,01,01"})
  void theProcessIsToldWhetherItsTraceIsSent(
      double ratio, boolean followsParent, String flagOfParent, String flag) {
    Traces sampled = traces(new Sampling(ratio, followsParent));
    String parent = PARENT.substring(0, PARENT.length() - 2) + flagOfParent;

    sampled.hear(new EngineEvent.Claimed(with(Map.of("TRACEPARENT", parent))));
    String told = sampled.traceParent(Events.JOB.id()).orElseThrow();
    sampled.hear(new EngineEvent.LeaseLost(Events.JOB, "too late"));

    assertThat(told).startsWith("00-0af7651916cd43dd8448eb211c80319c-").endsWith("-" + flag);
    assertThat(ended).hasSize(flag.equals("01") ? 1 : 0);
  }

  @Test
  void ofAThousandTracesAboutAsManyAreSentAsTheRatioSays() {
    Traces sampled = traces(new Sampling(0.25, true));
    int sent = 0;
    for (int job = 0; job < 1_000; job++) {
      sampled.hear(new EngineEvent.Claimed(Events.JOB));
      sent += sampled.traceParent(Events.JOB.id()).orElseThrow().endsWith("-01") ? 1 : 0;
    }
    sampled.close();

    // Eight standard deviations on either side.
    assertThat(sent).isBetween(140, 360);
    assertThat(ended).hasSize(sent);
  }

  @Test
  void whatIsNoPlaceInATraceIsIgnored() {
    for (String text :
        List.of("", "x", PARENT + "0", "00-00000000000000000000000000000000-0000000000000000-01")) {
      assertThat(TraceParent.parse(text)).as(text).isEmpty();
    }
  }

  @Test
  void theProcessIsToldWhereItsTraceGoesOn() {
    List<Command> started = new ArrayList<>();
    ProcessRunner runner = traces.telling(new Starts(started));
    claim(Events.JOB);

    runner.start(command(), Limits.DEFAULT, 0, new Deaf());
    runner.start(new Command(List.of("x"), Path.of("/"), Map.of()), Limits.DEFAULT, 0, new Deaf());
    end(Status.COMPLETED, Ending.COMPLETED, Results.plainSuccess());

    SpanData span = ended.getFirst();
    assertThat(started.getFirst().environment())
        .containsEntry("TRACEPARENT", "00-" + span.getTraceId() + "-" + span.getSpanId() + "-01");
    assertThat(started.getLast().environment()).isEmpty();
    assertThat(runner.containment()).isEqualTo("hands");
  }

  private Traces traces(Sampling sampling) {
    return new Traces(
        SdkTracerProvider.builder()
            .setSampler(sampling.sampler())
            .addSpanProcessor(SimpleSpanProcessor.create(new Collector()))
            .build()
            .get("test"));
  }

  private void claim(Job job) {
    traces.hear(new EngineEvent.Claimed(job));
  }

  private void end(Status status, Ending ending, Results results) {
    Job job = Events.JOB;
    Job after =
        new Job(
            job.id(),
            job.type(),
            status,
            job.request(),
            job.batch(),
            job.tenure(),
            job.history(),
            job.marks(),
            job.log(),
            null,
            List.of());
    Transition written = new Transition.Complete(fence(), ending, results, Notes.NONE, Events.NOON);
    traces.hear(new EngineEvent.Ended(job, after, written, Duration.ofSeconds(1)));
  }

  private static Transition completed(Ending ending) {
    return new Transition.Complete(fence(), ending, Results.failure("x"), Notes.NONE, Events.NOON);
  }

  private static Fence fence() {
    return new Fence(Events.JOB.id(), 2, Events.CLAIM, Status.PROCESSING);
  }

  private static Job with(Map<String, String> environment) {
    Job job = Events.JOB;
    Request old = job.request();
    Request request =
        new Request(
            old.conversationId(),
            old.reportId(),
            old.config(),
            environment,
            old.priority(),
            old.maxRetries(),
            null);
    return new Job(
        job.id(),
        job.type(),
        job.status(),
        request,
        job.batch(),
        job.tenure(),
        job.history(),
        job.marks(),
        job.log(),
        null,
        List.of());
  }

  private static Command command() {
    return new Command(List.of("run"), Path.of("/app"), Map.of("DELPHI_JOB_ID", Events.JOB.id()));
  }

  private static @Nullable String text(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }

  /** Hears nothing. */
  private static final class Deaf implements ProcessListener {
    @Override
    public void line(Source source, String text) {}

    @Override
    public void ended(ProcessResult result) {}
  }

  /** Starts nothing, and notes what it was to start. */
  private record Starts(List<Command> started) implements ProcessRunner {
    @Override
    public Start start(
        Command command, Limits limits, long deadlineNanos, ProcessListener listener) {
      started.add(command);
      return new Start.NotStarted("a test", false);
    }

    @Override
    public String containment() {
      return "hands";
    }
  }

  /** Keeps what has ended. */
  private final class Collector implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      ended.addAll(spans);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
