package delphi.jobs.web.pages;

import delphi.jobs.overview.Picture;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.roster.WorkerRecord;
import delphi.jobs.web.Premises;
import delphi.jobs.web.Refusal;
import delphi.jobs.web.Role;
import delphi.jobs.web.WebServer;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.util.List;

/** The dashboard of an installation: which page answers to which address. */
public final class Pages implements WebServer.Pages {
  private final Premises premises;
  private final Workings workings;
  private final Lookout lookout;
  private final Reception reception;

  public Pages(Premises premises, Workings workings) {
    this.premises = premises;
    this.workings = workings;
    this.lookout = new Lookout(premises, workings);
    this.reception = new Reception(premises, lookout);
  }

  @Override
  public void mount(RoutesConfig routes) {
    get(routes, "/assets/{digest}/{name}", reception.assets()::serve);
    get(
        routes,
        "/bar",
        ctx -> reception.fragment(ctx, Press.Sheet.of("part/bar").with("bar", reception.bar())));
    get(routes, "/", ctx -> reception.page(ctx, "Overview", "overview", overview("overview", ctx)));
    get(routes, "/overview/now", ctx -> reception.fragment(ctx, overview("overviewNow", ctx)));
    get(routes, "/overview/day", ctx -> reception.fragment(ctx, overview("overviewDay", ctx)));
    get(routes, "/pollers", ctx -> reception.page(ctx, "Pollers", "pollers", pollers("pollers")));
    get(routes, "/pollers/now", ctx -> reception.fragment(ctx, pollers("pollersNow")));
    get(routes, "/batches", ctx -> reception.page(ctx, "Batches", "batches", batches("batches")));
    get(routes, "/batches/now", ctx -> reception.fragment(ctx, batches("batchesNow")));
    get(routes, "/types", ctx -> reception.page(ctx, "Types", "types", types("types")));
    get(routes, "/types/now", ctx -> reception.fragment(ctx, types("typesNow")));
    get(
        routes,
        "/migration",
        ctx -> reception.page(ctx, "Migration", "migration", migration("migration")));
    get(routes, "/migration/now", ctx -> reception.fragment(ctx, migration("migrationNow")));
    JobPages job = new JobPages(premises, reception);
    ListPages list = new ListPages(premises, lookout, reception);
    get(routes, "/jobs", list::show);
    get(routes, "/list/now", list::now);
    get(routes, "/jobs/{id}", job::show);
    get(routes, "/job", job::show);
    get(routes, "/job/now", job::now);
    get(routes, "/job/deeds", job::deeds);
    get(routes, "/job/log", job::log);
    get(routes, "/job/picture", job::picture);
    get(routes, "/job/raw", job::raw);
    post(routes, "/job/act", job::act);
    post(routes, "/job/reconcile", job::reconcile);
    post(routes, "/jobs/act", new BulkPages(reception)::act);
    SubmitPage submit = new SubmitPage(reception);
    get(routes, "/submit", submit::show);
    post(routes, "/submit", submit::submit);
    get(routes, "/login", ctx -> reception.signIn(ctx, HttpStatus.OK, ""));
  }

  @Override
  public void refuse(Context ctx, Refusal refusal) {
    reception.refuse(ctx, refusal);
  }

  private static void get(RoutesConfig routes, String path, Handler handler) {
    routes.get(path, handler);
  }

  private static void post(RoutesConfig routes, String path, Handler handler) {
    routes.post(path, handler);
  }

  private Press.Sheet overview(String template, Context ctx) {
    return Press.Sheet.of(template)
        .with("page", Overview.of(lookout, reception.may(ctx, Role.OPERATOR)));
  }

  private Press.Sheet pollers(String template) {
    String trouble = "";
    List<WorkerRecord> records = List.of();
    try {
      records = lookout.roster();
    } catch (StoreException unanswered) {
      trouble = unanswered.getMessage() + ". " + unanswered.remedy();
    }
    Picture picture = lookout.picture();
    return Press.Sheet.of(template)
        .with("pollers", PollerCard.all(records, picture, reception.now()))
        .with("trouble", trouble);
  }

  private Press.Sheet types(String template) {
    List<TypeCard> cards =
        TypeCard.all(
            workings.handlers(),
            lookout.open(),
            lookout.past().byType(),
            roster(),
            reception.now());
    return Press.Sheet.of(template)
        .with("types", cards)
        .with("rules", workings.rules())
        .with("now", reception.now());
  }

  private Press.Sheet migration(String template) {
    MigrationView view =
        MigrationView.of(lookout.migration(), lookout.comparison(), roster(), reception.now());
    return Press.Sheet.of(template).with("page", view).with("now", reception.now());
  }

  /** Nobody where nothing can be read of pollers: pages without them still say much. */
  private List<WorkerRecord> roster() {
    try {
      return lookout.roster();
    } catch (StoreException unanswered) {
      return List.of();
    }
  }

  private Press.Sheet batches(String template) {
    return Press.Sheet.of(template).with("batches", lookout.batches()).with("now", reception.now());
  }
}
