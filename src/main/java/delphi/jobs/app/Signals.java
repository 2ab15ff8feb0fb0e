package delphi.jobs.app;

import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.EngineListener;
import delphi.jobs.engine.ThreadTasks;
import delphi.jobs.engine.Time;
import delphi.jobs.ops.Health;
import delphi.jobs.ops.LogLines;
import delphi.jobs.ops.Outlet;
import delphi.jobs.ops.Pulse;
import delphi.jobs.ops.hook.HeraldedStore;
import delphi.jobs.ops.hook.Hooks;
import delphi.jobs.ops.metrics.Metrics;
import delphi.jobs.ops.trace.Otlp;
import delphi.jobs.process.ProcessRunner;
import delphi.jobs.store.JobStore;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a poller tells of itself beside its log, as far as this run has somebody to tell it to: its
 * health, its numbers, the traces of its jobs, messages about them.
 */
final class Signals implements EngineListener, AutoCloseable {
  private final Session session;
  private final Pulse pulse = new Pulse(System::nanoTime);
  private final @Nullable Metrics metrics;
  private final @Nullable Otlp otlp;
  private final @Nullable Hooks hooks;

  private Signals(Session session, @Nullable Metrics metrics, @Nullable Otlp otlp) {
    this.session = session;
    this.metrics = metrics;
    this.otlp = otlp;
    this.hooks = hooks(session, metrics);
  }

  /**
   * Those of this run. What nobody asks for is not even loaded.
   *
   * @param isServed whether somebody can ask for the numbers
   */
  static Signals of(Session session, boolean isServed) {
    Map<String, String> environment = session.surroundings().environment();
    boolean isSent = OtelVariables.isAsked(environment);
    if (!isServed && !isSent) {
      return new Signals(session, null, null);
    }
    InstantSource clock = session.surroundings().clock();
    Metrics metrics = new Metrics(VersionVerb.programVersion(), clock);
    Otlp otlp = null;
    if (isSent) {
      otlp =
          OtelVariables.settings(environment, session::complain)
              .map(settings -> Otlp.start(settings, metrics::snapshots, clock, LogLines::complain))
              .orElse(null);
    }
    return new Signals(session, metrics, otlp);
  }

  /** Shows what nobody has read of our own output. */
  void watch(Outlet outlet) {
    if (metrics != null) {
      metrics.countLinesLost(outlet::lostInAll);
    }
  }

  /** Opens the store, so that what is asked of it is counted. */
  OpenStore openStore() {
    if (metrics == null) {
      return session.openStore();
    }
    OpenStore store = session.openStore(metrics.store());
    metrics.watch(
        store.unnoted(),
        store.roster(),
        Time.of(session.surroundings().clock()),
        new ThreadTasks());
    return store;
  }

  /** The same store for a person's changes; what others want to know of them is told. */
  JobStore telling(JobStore jobs, String by) {
    return hooks == null ? jobs : new HeraldedStore(jobs, by, hooks);
  }

  /** The same runner; what it starts is told where its trace goes on. */
  ProcessRunner telling(ProcessRunner processes) {
    return otlp == null
        ? processes
        : otlp.traces().map(traces -> traces.telling(processes)).orElse(processes);
  }

  /** The trace of a job that runs, for the log. */
  Optional<String> traceId(String jobId) {
    return otlp == null ? Optional.empty() : otlp.traces().flatMap(traces -> traces.traceId(jobId));
  }

  @Override
  public void hear(EngineEvent event) {
    pulse.hear(event);
    if (metrics != null) {
      metrics.hear(event);
    }
    if (otlp != null) {
      otlp.traces().ifPresent(traces -> traces.hear(event));
    }
    if (hooks != null) {
      hooks.hear(event);
    }
  }

  /**
   * Both of them hear: a claim begins a trace that the log's line about it names already, and an
   * end is the last that belongs to one.
   */
  EngineListener with(EngineListener log) {
    return event -> {
      if (event instanceof EngineEvent.Claimed) {
        hear(event);
        log.hear(event);
      } else {
        log.hear(event);
        hear(event);
      }
    };
  }

  Health health() {
    return pulse.health();
  }

  /** The numbers, where somebody can ask for them. */
  Optional<Metrics> metrics() {
    return Optional.ofNullable(metrics);
  }

  /** Sends what is left, if that can be done within moments. */
  @Override
  public void close() {
    if (hooks != null) {
      hooks.close();
    }
    if (otlp != null) {
      otlp.close();
    }
  }

  private static @Nullable Hooks hooks(Session session, @Nullable Metrics metrics) {
    Consumer<Boolean> tally = metrics == null ? _ -> {} : isTaken -> metrics.countMessage(isTaken);
    return Webhook.settings(session.settings())
        .map(settings ->
            Hooks.start(
                settings,
                Time.of(session.surroundings().clock()),
                new ThreadTasks(),
                session.outbox(),
                tally,
                LogLines::complain))
        .orElse(null);
  }
}
