package delphi.jobs.app;

import delphi.jobs.demand.Survey;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.MigrationLook;
import delphi.jobs.desk.Problem;
import delphi.jobs.engine.ClockDifference;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.migration.Comparison;
import delphi.jobs.ops.Health;
import delphi.jobs.ops.LogLines;
import delphi.jobs.ops.metrics.Metrics;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.chronicle.Actor;
import delphi.jobs.store.chronicle.ChronicledStore;
import delphi.jobs.web.Premises;
import delphi.jobs.web.Tokens;
import delphi.jobs.web.WebServer;
import delphi.jobs.web.WebSettings;
import delphi.jobs.web.pages.Pages;
import delphi.jobs.web.pages.Workings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts a server together from what a run of the program has open. */
final class Serving {
  private static final int ROWS_MOST = 1_000;

  private final Session session;
  private final OpenStore store;
  private final Signals signals;
  private final @Nullable Path pictures;

  Serving(Session session, OpenStore store, Signals signals) {
    this(session, store, signals, null);
  }

  /**
   * @param signals that tell of what people do
   * @param pictures where jobs' pictures lie if no setting says it; null where nobody knows
   */
  Serving(Session session, OpenStore store, Signals signals, @Nullable Path pictures) {
    this.session = session;
    this.store = store;
    this.signals = signals;
    this.pictures = pictures;
  }

  /**
   * Starts a server, if one is asked for.
   *
   * @throws Problem if it cannot listen there
   */
  Optional<WebServer> startIfAsked(
      HandlerRegistry handlers, Supplier<Health> health, Optional<Metrics> metrics) {
    return session
        .settings()
        .text(Setting.HTTP)
        .map(address -> start(address, handlers, health, metrics));
  }

  /**
   * Starts one.
   *
   * @param address as the form of the setting has it, {@code HOST:PORT}
   * @throws Problem if it cannot listen there
   */
  WebServer start(
      String address,
      HandlerRegistry handlers,
      Supplier<Health> health,
      Optional<Metrics> metrics) {
    int colon = address.lastIndexOf(':');
    Set<String> names = Set.copyOf(session.settings().names(Setting.HTTP_HOSTS));
    WebSettings settings =
        WebSettings.at(
            address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)), names);
    Tokens tokens = tokens();
    try {
      WebServer.Signals signals =
          new WebServer.Signals(
              health,
              () -> metrics.map(each -> new WebServer.Scrape(Metrics.CONTENT_TYPE, each.scrape())));
      Premises premises = premises(handlers);
      Pages pages = new Pages(premises, workings(handlers));
      WebServer server =
          WebServer.start(settings, tokens, premises, signals, pages, Serving::complain);
      session.say(
          "listening at "
              + server.address()
              + (tokens.isEmpty() ? "; without tokens there is only reading." : "."));
      return server;
    } catch (IOException taken) {
      throw new Problem(
          Exit.CONFIGURATION,
          Setting.HTTP.flag() + " " + address,
          String.valueOf(taken.getMessage()),
          "Give an address of this machine and a free port; any but loopback needs --token-file.",
          taken);
    }
  }

  private Tokens tokens() {
    Optional<String> file = session.settings().text(Setting.TOKEN_FILE);
    if (file.isEmpty()) {
      return Tokens.NONE;
    }
    try {
      return Tokens.read(Path.of(file.get()));
    } catch (IOException | IllegalArgumentException wrong) {
      throw new Problem(
          Exit.CONFIGURATION,
          Setting.TOKEN_FILE.flag() + " " + file.get(),
          wrong instanceof IOException
              ? "the file cannot be read"
              : String.valueOf(wrong.getMessage()),
          "`delphi token NAME --role operator` makes a line for it.",
          wrong);
    }
  }

  private Premises premises(HandlerRegistry handlers) {
    Workshop workshop = new Workshop(session.settings(), session.surroundings());
    Survey survey = new Survey(store.unnoted(), workshop.typeFilter(), handlers, workshop.lease());
    return new Premises(
        store.unnoted(),
        this::noting,
        store.journal(),
        store.register(),
        store.roster(),
        store.chronicle(),
        session.surroundings().clock(),
        session.settings().number(Setting.PIPELINES_PER_CONVERSATION),
        () -> store.serverClock().difference().map(ClockDifference::likely),
        () -> survey.at(session.now(), ROWS_MOST),
        workshop.budgets(store),
        new ProviderScript(session.settings(), session.surroundings()),
        session.stores().place(),
        VersionVerb.programVersion(),
        pictures());
  }

  private Workings workings(HandlerRegistry handlers) {
    MigrationLook look = MigrateCheckVerb.look(session);
    return new Workings(
        handlers,
        RunRules.of(session.settings()),
        () -> look.at(session.now(), ROWS_MOST, rows -> rows.apply(store.unnoted())),
        () ->
            Comparison.of(
                FinishedJobs.of(store.unnoted(), session.settings())
                    .newest(new JobFilter(null, null, null, null, ROWS_MOST))));
  }

  private @Nullable Path pictures() {
    return session.settings().text(Setting.PICTURES).map(Path::of).orElse(pictures);
  }

  /** Changes are written down as the doing of whoever has the token. */
  private JobStore noting(String caller) {
    return new ChronicledStore(
        signals.telling(store.unnoted(), caller),
        Actor.operator(caller),
        new DirectNotes(
            store.chronicle(),
            session.settings().span(Setting.LOG_KEEP),
            session.surroundings().clock(),
            LogLines::complain));
  }

  private static void complain(String what, Exception cause) {
    LogLines.defect(what, cause);
  }
}
