package delphi.jobs.ops.trace;

import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.EngineListener;
import delphi.jobs.job.Failure;
import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.job.State;
import delphi.jobs.job.Transition;
import delphi.jobs.process.ProcessRunner;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A span for each attempt, from its claim until it is known how it ended, with the names of
 * OpenTelemetry's conventions for messages; the job's process is told of it, so that spans of its
 * own hang below.
 */
public final class Traces implements EngineListener, AutoCloseable {
  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("messaging.operation.type");
  private static final AttributeKey<String> OPERATION_NAME =
      AttributeKey.stringKey("messaging.operation.name");
  private static final AttributeKey<String> DESTINATION =
      AttributeKey.stringKey("messaging.destination.name");
  private static final AttributeKey<String> MESSAGE =
      AttributeKey.stringKey("messaging.message.id");
  private static final AttributeKey<String> CONVERSATION =
      AttributeKey.stringKey("messaging.message.conversation_id");
  private static final AttributeKey<String> CLIENT = AttributeKey.stringKey("messaging.client.id");
  private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("delphi.job.attempt");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("delphi.job.outcome");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  private static final AttributeKey<Long> PID = AttributeKey.longKey("process.pid");

  private final Tracer tracer;
  private final ConcurrentMap<String, Span> running = new ConcurrentHashMap<>();

  Traces(Tracer tracer) {
    this.tracer = tracer;
  }

  /** The same runner, telling each process by {@code TRACEPARENT} where its trace goes on. */
  public ProcessRunner telling(ProcessRunner processes) {
    return new TracedProcesses(processes, this);
  }

  /** The trace of a job's attempt that runs; empty when none does. */
  public Optional<String> traceId(String jobId) {
    return span(jobId).map(SpanContext::getTraceId);
  }

  /** The same with the attempt's own place in it, as processes are told it. */
  Optional<String> traceParent(String jobId) {
    return span(jobId).map(TraceParent::text);
  }

  @Override
  public void hear(EngineEvent event) {
    if (event instanceof EngineEvent.Claimed(Job job)) {
      begin(job);
    } else if (event instanceof EngineEvent.AttemptStarted(Job job, long pid, var _)) {
      of(job).ifPresent(span -> span.addEvent("process started", Attributes.of(PID, pid)));
    } else if (event instanceof EngineEvent.RenewalUnclear(Job job, var _, var _, var _)) {
      of(job).ifPresent(span -> span.addEvent("renewal unclear"));
    } else if (event instanceof EngineEvent.AttemptFailed(Job job, Throwable cause)) {
      of(job).ifPresent(span -> span.recordException(cause));
    } else if (event instanceof EngineEvent.Ended(Job job, Reading after, var written, var _)) {
      ended(job, after, written);
    } else if (event instanceof EngineEvent.LeaseLost(Job job, String why)) {
      broken(job, "lost", why);
    } else if (event instanceof EngineEvent.ResultKept(Job job, var _, String why, var _)) {
      broken(job, "kept", why);
    } else if (event instanceof EngineEvent.ResultRejected(Job job, var _, String why, var _)) {
      broken(job, "rejected", why);
    }
  }

  /** Ends what nobody has told the end of. */
  @Override
  public void close() {
    running.values().forEach(Span::end);
    running.clear();
  }

  private void begin(Job job) {
    SpanBuilder builder =
        tracer
            .spanBuilder("process " + job.type())
            .setSpanKind(SpanKind.CONSUMER)
            .setParent(parent(job))
            .setAttribute(SYSTEM, "delphi_jobs")
            .setAttribute(OPERATION, "process")
            .setAttribute(OPERATION_NAME, "process")
            .setAttribute(DESTINATION, job.type().name())
            .setAttribute(MESSAGE, job.id())
            .setAttribute(CONVERSATION, job.request().conversationId())
            .setAttribute(ATTEMPT, (long) job.tenure().attempt());
    String worker = job.tenure().workerId();
    if (worker != null) {
      builder.setAttribute(CLIENT, worker);
    }
    Span before = running.put(job.id(), builder.startSpan());
    if (before != null) {
      before.end();
    }
  }

  /** Where the job's submitter stood, if its row says so. */
  private static Context parent(Job job) {
    return Optional.ofNullable(job.request().environment().get(TraceParent.NAME))
        .flatMap(TraceParent::parse)
        .map(there -> Context.root().with(Span.wrap(there)))
        .orElse(Context.root());
  }

  private void ended(Job job, Reading after, Transition written) {
    Span span = running.remove(job.id());
    if (span == null) {
      return;
    }
    if (after instanceof Job now) {
      span.setAttribute(OUTCOME, now.state().name().toLowerCase(Locale.ROOT));
      if (now.state() == State.FAILED || now.state() == State.QUARANTINED) {
        fail(span, written);
      }
    }
    span.end();
  }

  private static void fail(Span span, Transition written) {
    if (written instanceof Transition.Complete complete) {
      span.setStatus(StatusCode.ERROR, String.valueOf(complete.results().error()));
      Failure.of(complete.results().more().get(Failure.NAME))
          .ifPresent(failure -> span.setAttribute(ERROR, failure.cause()));
    } else {
      span.setStatus(StatusCode.ERROR);
    }
  }

  private void broken(Job job, String outcome, String why) {
    Span span = running.remove(job.id());
    if (span != null) {
      span.setAttribute(OUTCOME, outcome).setStatus(StatusCode.ERROR, why).end();
    }
  }

  private Optional<Span> of(Job job) {
    return Optional.ofNullable(running.get(job.id()));
  }

  private Optional<SpanContext> span(String jobId) {
    return Optional.ofNullable(running.get(jobId)).map(Span::getSpanContext);
  }
}
