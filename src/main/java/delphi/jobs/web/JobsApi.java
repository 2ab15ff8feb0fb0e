package delphi.jobs.web;

import delphi.jobs.desk.Deed;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.FilterDraft;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Spans;
import delphi.jobs.desk.Submission;
import delphi.jobs.desk.Tracing;
import delphi.jobs.job.Batch;
import delphi.jobs.job.Config;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Request;
import delphi.jobs.store.Found;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.row.Row;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Jobs over HTTP: lists of them, one of them, new ones, and what is done to them. */
final class JobsApi {
  static final int LIMIT_MAX = 1_000;
  static final String HOW_SURE = "Say that you are sure (`sure`: true).";
  private static final Set<String> FILTERS =
      Set.of("status", "state", "type", "conversation", "since", "cause", "fingerprint");

  private static final Set<String> NEW_JOB =
      Set.of(
          "type",
          "any_type",
          "conversation_id",
          "report_id",
          "config",
          "environment",
          "batch_id",
          "batch_job_id",
          "priority",
          "max_retries",
          "timeout",
          "key");

  private final Premises premises;
  private final Deeds deeds;

  JobsApi(Premises premises) {
    this.premises = premises;
    this.deeds = new Deeds(premises, HOW_SURE);
  }

  List<Endpoint> endpoints() {
    List<Endpoint> all = new ArrayList<>();
    all.add(new Endpoint("GET", "/jobs", Role.VIEWER, this::list));
    all.add(new Endpoint("POST", "/jobs", Role.OPERATOR, this::submit));
    all.add(new Endpoint("GET", "/jobs/{id}", Role.VIEWER, this::get));
    for (Deed deed : Deed.values()) {
      all.add(
          new Endpoint(
              "POST", "/jobs/{id}/" + deed.word(), Deeds.role(deed), ctx -> toOne(deed, ctx)));
    }
    all.add(new Endpoint("POST", "/deeds", Role.OPERATOR, this::toMany));
    return all;
  }

  private void list(Context ctx) {
    Set<String> known = new HashSet<>(FILTERS);
    known.addAll(Set.of("filter", "limit", "cursor"));
    Asked asked = Asked.query(ctx, known);
    int limit = asked.number("limit", JobFilter.LIMIT_DEFAULT, 1, LIMIT_MAX);
    FilterDraft draft = new FilterDraft(premises.clock().instant());
    draft.addAll(asked.text("filter", ""));
    for (String name : FILTERS) {
      draft.putIfGiven(name, asked.text(name));
    }
    JobFilter filter = draft.filter(limit).behind(PageCursor.read(asked.text("cursor")));
    Found found = premises.jobs().search(filter);
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("jobs", found.rows().stream().map(RowFields::of).toList());
    answer.put("next", PageCursor.behind(found));
    Answers.json(ctx, answer);
  }

  private void get(Context ctx) {
    Answers.json(ctx, RowFields.of(row(ctx)));
  }

  /** The row that is meant, by its id or a beginning of it. */
  private Row row(Context ctx) {
    return premises.find(ctx.pathParam("id"));
  }

  private void submit(Context ctx) {
    Asked asked = Asked.body(ctx, NEW_JOB);
    String timeout = asked.text("timeout");
    Submission submission =
        new Submission(
            asked.text("type", ""),
            asked.truth("any_type"),
            asked.text("conversation_id", ""),
            asked.text("report_id"),
            new Config(asked.object("config")),
            Tracing.continued(asked.texts("environment"), ctx.header("traceparent")),
            new Batch(asked.text("batch_id"), asked.text("batch_job_id")),
            asked.number("priority", Request.DEFAULT_PRIORITY, 0, 100),
            asked.number("max_retries", Request.DEFAULT_MAX_RETRIES, 0, Submission.RETRIES_MAX),
            timeout == null ? null : span(timeout),
            asked.text("key"));
    Caller caller = Gate.caller(ctx);
    UnaryOperator<String> named = JobsApi::named;
    NewJob job = submission.job("delphi api (" + caller.name() + ")", named);
    JobStore store = premises.writing().apply(caller.name());
    Submission.Place place = Submission.submit(store, job, premises.clock().instant(), named);
    ctx.status(place.isNew() ? 201 : 200);
    ctx.header("Location", Api.ROOT + "/jobs/" + Links.segment(place.jobId()));
    Answers.json(
        ctx,
        premises
            .jobs()
            .row(place.jobId())
            .<Object>map(RowFields::of)
            .orElse(Map.of("job_id", place.jobId())));
  }

  private static Duration span(String text) {
    try {
      return Spans.parse(text);
    } catch (IllegalArgumentException refused) {
      throw new Problem(
          Exit.USAGE,
          "timeout " + text,
          String.valueOf(refused.getMessage()),
          "Give seconds, or a span like 500ms, 10s, 5m, 2h.",
          refused);
    }
  }

  private static String named(String field) {
    return switch (field) {
      case "TYPE" -> "type";
      case "conversation" -> "conversation_id";
      default -> field.replace('-', '_');
    };
  }

  private void toOne(Deed deed, Context ctx) {
    Asked asked = Asked.body(ctx, Set.of("reason", "sure"));
    String id = row(ctx).jobId();
    String done = deeds.toOne(deed, id, asked.reason(), asked.truth("sure"), Gate.caller(ctx));
    Answers.done(ctx, premises.jobs(), id, done);
  }

  private void toMany(Context ctx) {
    Asked asked =
        Asked.body(ctx, Set.of("deed", "jobs", "filter", "limit", "reason", "sure", "dry_run"));
    Deed deed = Deeds.deed(asked.text("deed", ""));
    Gate.require(ctx, Deeds.role(deed));
    if (asked.has("jobs") == asked.has("filter")) {
      throw new Problem(Exit.USAGE, deed.word(), "give either `jobs` or `filter`", "");
    }
    Caller caller = Gate.caller(ctx);
    List<String> ids = asked.list("jobs");
    if (ids.size() > LIMIT_MAX) {
      throw new Problem(
          Exit.USAGE, "jobs", "they are more than " + LIMIT_MAX, "Do it in several requests.");
    }
    if (asked.has("filter")) {
      String words = asked.text("filter", "");
      if (words.isBlank()) {
        throw new Problem(
            Exit.USAGE, "filter", "it is empty, and would mean every job", "Name what is meant.");
      }
      FilterDraft draft = new FilterDraft(premises.clock().instant());
      draft.addAll(words);
      int limit = asked.number("limit", LIMIT_MAX, 1, LIMIT_MAX);
      ids = deeds.fitting(deed, draft.filter(limit));
    }
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    if (asked.truth("dry_run")) {
      answer.put("would_change", ids);
    } else if (asked.has("filter") && !ids.isEmpty() && !asked.truth("sure")) {
      throw new Problem(
          Exit.CONFLICT,
          deed.word(),
          "it would change " + ids.size() + (ids.size() == 1 ? " job" : " jobs"),
          "Say that you are sure (`sure`: true), or look with `dry_run`: true.");
    } else {
      answer.put(
          "outcomes",
          outcomes(deeds.toMany(deed, ids, asked.reason(), asked.truth("sure"), caller)));
    }
    Answers.json(ctx, answer);
  }

  private static List<Map<String, @Nullable Object>> outcomes(List<Deeds.Outcome> all) {
    return all.stream().map(JobsApi::fields).toList();
  }

  private static Map<String, @Nullable Object> fields(Deeds.Outcome outcome) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("job_id", outcome.jobId());
    switch (outcome) {
      case Deeds.Outcome.Done(String _, String words) -> fields.put("done", words);
      case Deeds.Outcome.Refused(String _, Problem why) -> {
        fields.put("refused", why.getMessage());
        fields.put("remedy", why.remedy());
      }
    }
    return fields;
  }
}
