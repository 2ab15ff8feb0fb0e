package delphi.jobs.app;

import delphi.jobs.demand.Survey;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.engine.EngineListener;
import delphi.jobs.engine.EngineSettings;
import delphi.jobs.engine.ExitRule;
import delphi.jobs.engine.Poller;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.ops.ChildLines;
import delphi.jobs.ops.LogLines;
import delphi.jobs.ops.Outlet;
import delphi.jobs.process.OsProcessRunner;
import delphi.jobs.store.StoreException;
import delphi.jobs.web.WebServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes jobs from the table and runs them until it is told to stop. */
@Command(
    name = "poll",
    description =
        "Take jobs from the table and run them, until SIGTERM or Ctrl-C; a second one"
            + " does not wait for what runs.")
final class PollVerb implements Verb {
  /**
   * An index of DynamoDB shows a row within a second nearly always, and what a script has left to
   * be done is to be seen.
   */
  private static final Duration LAG = Duration.ofSeconds(1);

  /** For the last line; `delphi demand` looks at more. */
  private static final int ROWS_MOST = 1_000;

  @Option(names = "--drain", description = "End when nothing is left that could be run now.")
  private boolean drain;

  @Option(
      names = "--idle-exit",
      paramLabel = "SPAN",
      description = "End after so long without a job.")
  private @Nullable String idleExit;

  @Option(
      names = "--max-jobs",
      paramLabel = "N",
      description = "End after so many jobs; each try and each check counts.")
  private @Nullable Integer maxJobs;

  @Option(
      names = "--shadow",
      description =
          "Only look: tell which jobs it would take and with which command, and what others then"
              + " do. Writes nothing and starts nothing.")
  private boolean shadow;

  @Option(
      names = "--yield-if-worse",
      description =
          "Hand back and end with exit code 76 when ours fails more often than the older pollers, and"
              + " that is no chance (DELPHI_YIELD_JOBS, DELPHI_YIELD_CHANCE).")
  private boolean yieldIfWorse;

  @Option(
      names = "--strict",
      description =
          "Look around as `delphi doctor` does first, and do not start where it finds errors.")
  private boolean strict;

  @Override
  public Exit run(Session session) {
    if (strict) {
      Examination.requireSound(session);
    }
    Settings settings = session.settings();
    ExitRule exit = exitRule();
    if (shadow) {
      return shadow(session, exit);
    }
    Workshop workshop = new Workshop(settings, session.surroundings());
    HandlerRegistry handlers = Workshop.handlers(workshop.handlerSettings());
    try (Outlet outlet = new Outlet(session.console().out());
        Keepers keepers = Keepers.of(session);
        Signals signals = Signals.of(session, settings.text(Setting.HTTP).isPresent())) {
      Logging.start(settings, outlet.log());
      signals.watch(outlet);
      EngineListener listener = signals.with(listener(outlet, keepers, signals));
      return poll(session, workshop, handlers, exit, signals, listener);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Exit.INTERRUPTED;
    } finally {
      Logging.stop();
    }
  }

  private Exit poll(
      Session session,
      Workshop workshop,
      HandlerRegistry handlers,
      ExitRule exit,
      Signals signals,
      EngineListener listener)
      throws InterruptedException {
    try (OpenStore store = signals.openStore();
        ScratchFolder channels = ScratchFolder.make("delphi-channels-");
        OsProcessRunner processes = Workshop.processes(session.settings())) {
      store.oddities().forEach(session::say);
      EngineSettings engine = workshop.engineSettings(channels.path(), exit);
      Harvest harvest = new Harvest();
      try (YieldWatch watch = watch(store, session, listener);
          Retainer retainer = Retainer.start(session, store, engine.workerId())) {
        EngineListener all =
            event -> {
              listener.hear(event);
              harvest.hear(event);
              watch.hear(event);
              if (retainer != null) {
                retainer.hear(event);
              }
            };
        Poller poller =
            workshop.poller(
                store, session.spool(), signals.telling(processes), handlers, engine, all);
        AtomicBoolean told = new AtomicBoolean();
        Runnable first =
            () -> {
              told.set(true);
              poller.drain();
            };
        session.surroundings().signals().listen(first, poller::drainNow);
        if (yieldIfWorse) {
          watch.start(poller::drain);
        }
        run(poller, new Serving(session, store, signals), handlers, signals);
        if (!exit.isNever()) {
          Survey survey = new Survey(store.jobs(), engine.types(), handlers, engine.lease());
          session.say(harvest.words() + ". " + left(survey, session));
        }
        boolean lost = !exit.isNever() && harvest.isTableLost() && !told.get();
        return watch.hasYielded() ? Exit.YIELDED : lost ? Exit.UNREACHABLE : Exit.OK;
      }
    }
  }

  /** Whoever asks over HTTP is answered until the last job has ended. */
  private static void run(Poller poller, Serving serving, HandlerRegistry handlers, Signals signals)
      throws InterruptedException {
    WebServer server =
        serving.startIfAsked(handlers, signals::health, signals.metrics()).orElse(null);
    try {
      poller.run();
    } finally {
      if (server != null) {
        server.close();
      }
    }
  }

  private static YieldWatch watch(OpenStore store, Session session, EngineListener log) {
    Settings settings = session.settings();
    FinishedJobs jobs = FinishedJobs.of(store.jobs(), settings);
    return new YieldWatch(jobs, YieldWatch.Rule.of(settings), session.now(), log);
  }

  private static Exit shadow(Session session, ExitRule exit) {
    try {
      return new ShadowRun(session).run(exit);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Exit.INTERRUPTED;
    }
  }

  private static String left(Survey survey, Session session) {
    try {
      return DemandView.left(survey.at(session.now(), ROWS_MOST));
    } catch (StoreException unanswered) {
      return "What is left is not known: " + unanswered.getMessage();
    }
  }

  private static EngineListener listener(Outlet outlet, Keepers keepers, Signals signals) {
    LogLines log = new LogLines(signals::traceId);
    ChildLines lines = new ChildLines(outlet);
    return event -> {
      log.hear(event);
      lines.hear(event);
      keepers.hear(event);
    };
  }

  private ExitRule exitRule() {
    Duration idle = idleExit == null ? null : Flag.span("--idle-exit", idleExit);
    if (idle != null && idle.isZero()) {
      throw new Problem(
          Exit.USAGE, "--idle-exit " + idleExit, "it is no time at all", "Use --drain.");
    }
    int most = maxJobs == null ? 0 : Flag.within("--max-jobs", maxJobs, 1, Integer.MAX_VALUE);
    return new ExitRule(drain, idle, most, LAG);
  }
}
