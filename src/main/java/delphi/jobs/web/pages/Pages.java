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
import java.util.Optional;

/** The dashboard of an installation: which page answers to which address. */
public final class Pages implements WebServer.Pages {
  private final Premises premises;
  private final Lookout lookout;
  private final Reception reception;

  public Pages(Premises premises) {
    this.premises = premises;
    this.lookout = new Lookout(premises);
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
    JobPages job = new JobPages(premises, reception);
    get(routes, "/jobs", this::jobs);
    get(routes, "/jobs/{id}", job::show);
    get(routes, "/job", job::show);
    get(routes, "/job/now", job::now);
    get(routes, "/job/deeds", job::deeds);
    get(routes, "/job/log", job::log);
    get(routes, "/job/picture", job::picture);
    get(routes, "/job/raw", job::raw);
    post(routes, "/job/act", job::act);
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

  private void jobs(Context ctx) {
    String query = ctx.queryParam("q");
    JobsList list =
        JobsList.of(
            premises.jobs(),
            query == null ? "" : query,
            ctx.queryParam("from"),
            Optional.ofNullable(lookout.lastPicture()),
            reception.now(),
            reception.may(ctx, Role.OPERATOR));
    HttpStatus status = list.problem().isEmpty() ? HttpStatus.OK : HttpStatus.BAD_REQUEST;
    reception.page(ctx, status, "Jobs", "jobs", Press.Sheet.of("jobs").with("page", list));
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

  private Press.Sheet batches(String template) {
    return Press.Sheet.of(template).with("batches", lookout.batches()).with("now", reception.now());
  }
}
