package delphi.jobs.app;

import delphi.jobs.engine.EngineListener;
import delphi.jobs.engine.EngineSettings;
import delphi.jobs.engine.ExitRule;
import delphi.jobs.engine.Poller;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.ops.ChildLines;
import delphi.jobs.ops.LogLines;
import delphi.jobs.ops.Outlet;
import delphi.jobs.process.OsProcessRunner;
import java.time.Duration;
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
  @Option(names = "--drain", description = "End when nothing is left that could be run now.")
  private boolean drain;

  @Option(
      names = "--idle-exit",
      paramLabel = "SPAN",
      description = "End after so long without a job.")
  private @Nullable String idleExit;

  @Option(names = "--max-jobs", paramLabel = "N", description = "End after so many jobs.")
  private int maxJobs;

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

  @Override
  public Exit run(Session session) {
    Settings settings = session.settings();
    ExitRule exit = exitRule();
    if (shadow) {
      return shadow(session, exit);
    }
    Workshop workshop = new Workshop(settings, session.surroundings());
    HandlerRegistry handlers = Workshop.handlers(workshop.handlerSettings());
    try (Outlet outlet = new Outlet(session.console().out())) {
      Logging.start(settings, outlet.log());
      return poll(session, workshop, handlers, exit, listener(outlet));
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
      EngineListener listener)
      throws InterruptedException {
    try (OpenStore store = session.openStore();
        ScratchFolder channels = ScratchFolder.make("delphi-channels-");
        OsProcessRunner processes = Workshop.processes(session.settings())) {
      store.oddities().forEach(session::say);
      EngineSettings engine = workshop.engineSettings(channels.path(), exit);
      try (YieldWatch watch = watch(store, session, listener)) {
        EngineListener both =
            event -> {
              listener.hear(event);
              watch.hear(event);
            };
        Poller poller = workshop.poller(store, session.spool(), processes, handlers, engine, both);
        session.surroundings().signals().listen(poller::drain, poller::drainNow);
        if (yieldIfWorse) {
          watch.start(poller::drain);
        }
        poller.run();
        return watch.hasYielded() ? Exit.YIELDED : Exit.OK;
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

  private static EngineListener listener(Outlet outlet) {
    LogLines log = new LogLines();
    ChildLines lines = new ChildLines(outlet);
    return event -> {
      log.hear(event);
      lines.hear(event);
    };
  }

  private ExitRule exitRule() {
    Duration idle = idleExit == null ? null : Flag.span("--idle-exit", idleExit);
    if (idle != null && idle.isZero()) {
      throw new Problem(
          Exit.USAGE, "--idle-exit " + idleExit, "it is no time at all", "Use --drain.");
    }
    return new ExitRule(drain, idle, Flag.within("--max-jobs", maxJobs, 0, Integer.MAX_VALUE));
  }
}
