package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.job.Status;
import delphi.jobs.ops.Health;
import delphi.jobs.ops.Outlet;
import delphi.jobs.ops.RecentHealth;
import delphi.jobs.store.StoreException;
import delphi.jobs.web.WebServer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** Serves the pages, the API and the signals, and runs no job. */
@Command(
    name = "serve",
    description =
        "Serve the API, the pages and the metrics of an installation over HTTP, until SIGTERM or"
            + " Ctrl-C. It runs no jobs; `poll --http` does both.",
    footer = {
      "",
      "Without --http it listens at 127.0.0.1:8787. Without --token-file there is only reading; any"
          + " address that others can reach needs one. docs/API.md tells what can be asked."
    })
final class ServeVerb implements Verb {
  /** Settings whose flags it shares with the poller. */
  static final List<Setting> SETTINGS =
      List.of(
          Setting.HTTP,
          Setting.TOKEN_FILE,
          Setting.HTTP_HOSTS,
          Setting.LOG_LEVEL,
          Setting.LOG_FILE,
          Setting.LOG_FORMAT);

  private static final String USUAL = "127.0.0.1:8787";

  @Override
  public Exit run(Session session) {
    Settings settings = session.settings();
    Workshop workshop = new Workshop(settings, session.surroundings());
    HandlerRegistry handlers = Workshop.handlers(workshop.handlerSettings());
    CountDownLatch end = new CountDownLatch(1);
    try (Outlet outlet = new Outlet(session.console().out());
        Signals signals = Signals.of(session, true)) {
      Logging.start(settings, outlet.log());
      session.surroundings().signals().listen(end::countDown, end::countDown);
      try (OpenStore store = signals.openStore();
          WebServer server =
              new Serving(session, store, signals)
                  .start(
                      settings.text(Setting.HTTP).orElse(USUAL),
                      handlers,
                      new RecentHealth(() -> health(store), System::nanoTime),
                      signals.metrics())) {
        end.await();
        session.say("no longer listening at " + server.address() + ".");
      }
      return Exit.OK;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Exit.INTERRUPTED;
    } finally {
      Logging.stop();
    }
  }

  private static Health health(OpenStore store) {
    Health.Check process = new Health.Check("process", true, "it answers");
    return new Health(List.of(process), List.of(answers(store)));
  }

  private static Health.Check answers(OpenStore store) {
    try {
      store.unnoted().waiting(Status.PENDING, null, 1);
      return new Health.Check("store", true, "it answers");
    } catch (StoreException unanswered) {
      return new Health.Check("store", false, String.valueOf(unanswered.getMessage()));
    }
  }
}
