package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.engine.EngineListener;
import delphi.jobs.engine.EngineSettings;
import delphi.jobs.engine.ExitRule;
import delphi.jobs.engine.Poller;
import delphi.jobs.engine.Signal;
import delphi.jobs.engine.ThreadTasks;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.HandlerSettings;
import delphi.jobs.job.NewJob;
import delphi.jobs.ops.ChildLines;
import delphi.jobs.ops.LogLines;
import delphi.jobs.ops.Outlet;
import delphi.jobs.process.OsProcessRunner;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import delphi.jobs.web.WebServer;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts together what {@code delphi up} runs, and takes it apart again. */
final class Up {
  private static final int EARLIER_MAX = 1_000;

  private final Session session;
  private final UpFolder folder;
  private final boolean exitWhenDone;
  private final ExampleScripts scripts;
  private final boolean withExamples;
  private final boolean withSamples;
  private final Settings settings;

  Up(Session session, UpFolder folder, boolean wantsSamples, boolean exitWhenDone) {
    this.session = session;
    this.folder = folder;
    this.exitWhenDone = exitWhenDone;
    this.scripts = ExampleScripts.of(session.surroundings().home());
    this.withExamples = scripts.areMeant(session.settings());
    // A sample given to somebody's real pipeline would delete what its conversation had before.
    this.withSamples = wantsSamples && withExamples;
    this.settings = settings(session.settings());
  }

  Exit run() {
    Stores stores = session.stores();
    stores.withSetup(setup -> setup.prepare(false));
    try (PrintStream log = folder.openLog();
        Outlet outlet = new Outlet(log);
        ProviderStandIn provider = withExamples ? startProvider() : null;
        Signals signals = Signals.of(session, session.settings().text(Setting.HTTP).isPresent());
        OpenStore store = signals.openStore();
        ScratchFolder channels = ScratchFolder.make("delphi-channels-");
        OsProcessRunner processes = Workshop.processes(settings)) {
      Logging.start(settings, outlet.log());
      signals.watch(outlet);
      Workshop workshop = new Workshop(settings, surroundings(stores, provider));
      HandlerRegistry handlers = Workshop.handlers(handlerSettings(workshop));
      EngineSettings engine = workshop.engineSettings(channels.path(), ExitRule.NEVER);
      Signal changed = new ThreadTasks().signal();
      Board board = new Board(changed);
      Poller poller =
          workshop.poller(
              store,
              session.spool(),
              signals.telling(processes),
              handlers,
              engine,
              signals.with(listener(outlet, board, signals)));
      store.oddities().forEach(session::say);
      List<NewJob> samples = withSamples ? Samples.make() : List.of();
      greet(stores, store.jobs(), samples.size());
      Samples.submit(samples, store.jobs(), session.now());
      samples.forEach(board::add);
      UpRun run =
          new UpRun(
              session,
              board,
              changed,
              new Leftovers(store.jobs(), handlers, engine.types()),
              new UpReport(session, folder, store.jobs()),
              exitWhenDone);
      return run(
          run,
          poller,
          new Serving(session, store, signals, withExamples ? folder.output() : null),
          handlers,
          signals);
    } finally {
      Logging.stop();
    }
  }

  private static Exit run(
      UpRun run, Poller poller, Serving serving, HandlerRegistry handlers, Signals signals) {
    WebServer server =
        serving.startIfAsked(handlers, signals::health, signals.metrics()).orElse(null);
    try {
      return run.run(poller);
    } finally {
      if (server != null) {
        server.close();
      }
    }
  }

  /** Livelier than a fleet has to be: somebody sits before it. */
  private Settings settings(Settings given) {
    Settings lively =
        given
            .withDefault(Setting.MAX_WORKERS, "2")
            .withDefault(Setting.INTERVAL, "1s")
            .withDefault(Setting.RECHECK, "1s")
            .withDefault(Setting.PYTHON, "python3");
    return withExamples ? scripts.settings(lively) : lively;
  }

  private ProviderStandIn startProvider() {
    return ProviderStandIn.start(
        settings.required(Setting.PYTHON), scripts.provider(), folder.provider());
  }

  private Surroundings surroundings(Stores stores, @Nullable ProviderStandIn provider) {
    Map<String, String> own = new LinkedHashMap<>(session.surroundings().environment());
    if (stores.address() instanceof StoreAddress.Sqlite) {
      // The examples write to DynamoDB when they are told where one is; the jobs are not there.
      own.remove(Setting.ENDPOINT.variable());
    }
    if (provider != null) {
      own =
          scripts.environment(
              own, folder.output(), settings.required(Setting.PYTHON), provider.address());
    }
    return session.surroundings().withEnvironment(own);
  }

  /** Pictures are files here, so their address is one that a browser opens. */
  private HandlerSettings handlerSettings(Workshop workshop) {
    HandlerSettings usual = workshop.handlerSettings();
    if (!withExamples || settings.isGiven(Setting.S3_ENDPOINT)) {
      return usual;
    }
    String endpoint = folder.path().toUri().toString().replaceFirst("/$", "");
    return usual.withPictures(new HandlerSettings.Pictures(endpoint, UpFolder.OUTPUT));
  }

  private static EngineListener listener(Outlet outlet, Board board, Signals signals) {
    LogLines lines = new LogLines(signals::traceId);
    ChildLines said = new ChildLines(outlet);
    return event -> {
      lines.hear(event);
      said.hear(event);
      board.hear(event);
    };
  }

  private void greet(Stores stores, JobStore store, int samples) {
    session.print(
        "Delphi Jobs: "
            + stores.place()
            + ", up to "
            + settings.number(Setting.MAX_WORKERS)
            + " jobs at once");
    int earlier = store.rows(new JobFilter(null, null, null, null, EARLIER_MAX)).size();
    if (earlier > 0) {
      String count = earlier == EARLIER_MAX ? "1,000 or more" : Integer.toString(earlier);
      session.print(count + (earlier == 1 ? " job" : " jobs") + " from earlier runs");
    }
    if (samples > 0) {
      session.print(
          samples + " sample jobs, one of each type; narratives order checks of their own");
    } else if (!withExamples) {
      session.print("No samples: the scripts are yours");
    }
    session.print("");
  }
}
