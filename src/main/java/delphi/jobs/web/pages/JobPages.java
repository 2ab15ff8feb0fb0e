package delphi.jobs.web.pages;

import delphi.jobs.desk.Deed;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.OrderWord;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Whereabouts;
import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Request;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.chronicle.Story;
import delphi.jobs.store.register.Sighting;
import delphi.jobs.store.register.Sightings;
import delphi.jobs.store.row.Row;
import delphi.jobs.web.Deeds;
import delphi.jobs.web.Gate;
import delphi.jobs.web.Premises;
import delphi.jobs.web.Role;
import delphi.jobs.web.RowFields;
import delphi.jobs.web.Watched;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The page of one job, its parts, and what is done to it there. */
final class JobPages {
  private static final int CHRONICLE_PAGES = 50;
  private static final String RECONCILE = "reconcile";

  /** Less than the time after which an open page asks again. */
  private static final Duration SEEN_FOR = Duration.ofMillis(1_500);

  private final Premises premises;
  private final Reception reception;
  private final Pictures pictures;
  private final Watched<Optional<Seen>> seen;

  JobPages(Premises premises, Reception reception) {
    this.premises = premises;
    this.reception = reception;
    this.pictures = new Pictures(premises.pictures());
    this.seen =
        new Watched<>(
            premises.clock(),
            SEEN_FOR,
            id -> premises.jobs().row(id).map(row -> new Seen(row, story(row))));
  }

  /** A job as all who look at it are shown it. */
  private record Seen(Row row, JobStory story) {}

  void show(Context ctx) {
    Row row = row(ctx);
    answer(ctx, HttpStatus.OK, row, Optional.ofNullable(ctx.queryParam("done")).orElse(""), "");
  }

  /** The part that changes while one looks. */
  void now(Context ctx) {
    reception.fragment(ctx, Press.Sheet.of("jobNow").with("story", seen(ctx).story()));
  }

  /** What can be done, if that may be another thing than in the state that was seen. */
  void deeds(Context ctx) {
    Row row = seen(ctx).row();
    Reading reading = premises.jobs().read(row);
    if (stateOf(reading).equals(ctx.queryParam("state"))) {
      ctx.status(HttpStatus.NO_CONTENT);
      return;
    }
    reception.fragment(ctx, deedsSheet(ctx, row, reading));
  }

  void log(Context ctx) {
    Row row = row(ctx);
    reception.page(
        ctx,
        "Log of " + Show.id(row.jobId()),
        "jobs",
        Press.Sheet.of("jobLog")
            .with("id", row.jobId())
            .with("log", logView(row, ctx.queryParam("end"))));
  }

  void picture(Context ctx) throws IOException {
    pictures.serve(ctx, row(ctx));
  }

  void raw(Context ctx) {
    ctx.contentType("application/json;charset=utf-8")
        .header("Cache-Control", "no-store")
        .result(PlainJson.of(RowFields.of(row(ctx))));
  }

  void act(Context ctx) {
    Deed deed = Deeds.deed(BulkPages.given(ctx, "deed"));
    Gate.require(ctx, Deeds.role(deed));
    act(
        ctx,
        deed.word(),
        (id, reason, isSure) ->
            reception.deeds().toOne(deed, id, reason, isSure, Gate.caller(ctx)));
  }

  /** Whether a batch exists that nobody has heard of. */
  void reconcile(Context ctx) {
    OrderWord word =
        switch (BulkPages.given(ctx, "word")) {
          case "ordered" -> new OrderWord.Seen(BulkPages.given(ctx, "batch").strip());
          case "none" -> new OrderWord.Absent();
          default -> new OrderWord.Unknown();
        };
    Gate.require(ctx, Deeds.role(word));
    act(
        ctx,
        RECONCILE,
        (id, reason, isSure) ->
            reception.deeds().reconcile(word, id, reason, isSure, Gate.caller(ctx)));
  }

  /** Something that is done to a job for a reason, by somebody who is sure or not. */
  private interface Act {
    void on(String id, String reason, boolean isSure);
  }

  private void act(Context ctx, String done, Act act) {
    String id = BulkPages.given(ctx, "id");
    Row row = find(id);
    try {
      act.on(id, BulkPages.given(ctx, "reason"), BulkPages.given(ctx, "sure").equals("yes"));
    } catch (Problem refused) {
      HttpStatus status =
          refused.exit() == Exit.CONFLICT ? HttpStatus.CONFLICT : HttpStatus.SERVICE_UNAVAILABLE;
      answer(ctx, status, row, "", refused.getMessage() + ". " + refused.remedy());
      return;
    }
    seen.forget(id);
    String address = Link.job(id);
    ctx.redirect(
        address + (address.contains("?") ? "&" : "?") + "done=" + Link.text(done),
        HttpStatus.SEE_OTHER);
  }

  private void answer(Context ctx, HttpStatus status, Row row, String done, String refused) {
    Reading reading = premises.jobs().read(row);
    boolean isKnown =
        done.isEmpty()
            || done.equals(RECONCILE)
            || List.of(Deed.values()).stream().map(Deed::word).anyMatch(done::equals);
    Press.Sheet sheet =
        deedsSheet(ctx, row, reading)
            .as("job")
            .with("story", story(row))
            .with("done", isKnown ? done : "")
            .with("refused", refused)
            .with("request", request(reading))
            .with("log", logView(row, null))
            .with("raw", PlainJson.of(RowFields.of(row)));
    reception.page(ctx, status, "Job " + Show.id(row.jobId()), "jobs", sheet);
  }

  private Press.Sheet deedsSheet(Context ctx, Row row, Reading reading) {
    boolean mayOperate = reception.may(ctx, Role.OPERATOR);
    Role role = reception.may(ctx, Role.ADMIN) ? Role.ADMIN : Role.OPERATOR;
    Choice choice =
        mayOperate && reading instanceof Job job
            ? Choice.of(job, role, reception.now())
            : Choice.NONE;
    return Press.Sheet.of("jobDeeds")
        .with("id", row.jobId())
        .with("state", stateOf(reading))
        .with("choice", choice)
        .with("mayOperate", mayOperate)
        .with("csrf", Gate.csrf(ctx));
  }

  private JobStory story(Row row) {
    Reading reading = premises.jobs().read(row);
    List<Moment> moments = new ArrayList<>();
    String trouble = "";
    try {
      Story.of(premises.chronicle().of(row.jobId(), CHRONICLE_PAGES), reading)
          .forEach(chapter -> moments.add(Moment.of(chapter)));
    } catch (StoreException unanswered) {
      trouble = unanswered.getMessage() + ". " + unanswered.remedy();
    }
    return JobStory.of(
        row,
        reading,
        premises.inquiry().why(row),
        List.copyOf(moments),
        trouble,
        this::sighting,
        pictures.of(row).isPresent(),
        reception.now());
  }

  private Optional<Sighting> sighting(String fingerprint) {
    try {
      return new Sightings(premises.register()).find(fingerprint);
    } catch (StoreException unanswered) {
      return Optional.empty();
    }
  }

  private LogView logView(Row row, @Nullable String end) {
    Integer place = end != null && end.matches("\\d{1,9}") ? Integer.valueOf(end) : null;
    return LogView.of(premises.journal(), premises.jobs().read(row), place);
  }

  /** What was asked for; of variables only the names, their values may be secrets. */
  private static List<Fact> request(Reading reading) {
    if (!(reading instanceof Job job)) {
      return List.of();
    }
    Request request = job.request();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("type", job.type().name()));
    facts.add(new Fact("conversation", request.conversationId()));
    if (request.reportId() != null) {
      facts.add(new Fact("report", request.reportId()));
    }
    if (job.batch().batchJobId() != null) {
      facts.add(new Fact("batch job", String.valueOf(job.batch().batchJobId())));
    }
    facts.add(new Fact("priority", Integer.toString(request.priority())));
    facts.add(new Fact("max retries", Integer.toString(request.maxRetries())));
    if (request.timeout() != null) {
      facts.add(new Fact("timeout", Show.span(request.timeout())));
    }
    String names = String.join(" ", new TreeSet<>(request.environment().keySet()));
    if (!names.isEmpty()) {
      facts.add(new Fact("variables (names)", names));
    }
    if (!request.config().tree().isEmpty()) {
      facts.add(new Fact("config", PlainJson.of(request.config().tree())));
    }
    return List.copyOf(facts);
  }

  private static String stateOf(Reading reading) {
    return reading instanceof Job job ? job.state().name() : "UNREADABLE";
  }

  private Seen seen(Context ctx) {
    String id = id(ctx);
    return seen.get(id).orElseThrow(() -> missing(id));
  }

  private Row row(Context ctx) {
    return find(id(ctx));
  }

  private static String id(Context ctx) {
    boolean isInPath = ctx.pathParamMap().containsKey("id");
    String id = isInPath ? ctx.pathParam("id") : ctx.queryParam("id");
    return id == null ? "" : id;
  }

  private Row find(String id) {
    return premises.jobs().row(id).orElseThrow(() -> missing(id));
  }

  private Problem missing(String id) {
    return Whereabouts.of(premises.chronicle(), id)
        .map(gone -> new Problem(Exit.NOT_FOUND, "job " + id, gone, ""))
        .orElseGet(() -> Reception.missing("job " + id, "The list of jobs shows what is there."));
  }
}
