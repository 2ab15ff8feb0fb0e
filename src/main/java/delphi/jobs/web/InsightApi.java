package delphi.jobs.web;

import delphi.jobs.desk.DemandFields;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.FilterDraft;
import delphi.jobs.desk.HistoryFields;
import delphi.jobs.desk.Pollers;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.StoredResults;
import delphi.jobs.desk.WhyFields;
import delphi.jobs.desk.WorkerFields;
import delphi.jobs.explain.Crew;
import delphi.jobs.explain.Docket;
import delphi.jobs.explain.Inquiry;
import delphi.jobs.job.Job;
import delphi.jobs.job.Status;
import delphi.jobs.stats.By;
import delphi.jobs.stats.CostReport;
import delphi.jobs.stats.Reckoning;
import delphi.jobs.stats.ReckoningFields;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.chronicle.Story;
import delphi.jobs.store.roster.WorkerRecord;
import delphi.jobs.store.row.Row;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is known about jobs and pollers, over HTTP: reasons, histories, figures. */
final class InsightApi {
  private static final int ROWS_MAX = 1_000;
  private static final String DAY = "24h";

  /** What is asked of jobs that have ended. */
  private static final Set<String> ENDED =
      Set.of("since", "type", "conversation", "cause", "fingerprint", "by", "limit");

  private final Premises premises;

  InsightApi(Premises premises) {
    this.premises = premises;
  }

  List<Endpoint> endpoints() {
    return List.of(
        new Endpoint("GET", "/jobs/{id}/why", Role.VIEWER, this::why),
        new Endpoint("GET", "/jobs/{id}/history", Role.VIEWER, this::history),
        new Endpoint("GET", "/why", Role.VIEWER, this::summary),
        new Endpoint("GET", "/pollers", Role.VIEWER, this::pollers),
        new Endpoint("GET", "/demand", Role.VIEWER, this::demand),
        new Endpoint("GET", "/stats", Role.VIEWER, this::stats),
        new Endpoint("GET", "/cost", Role.VIEWER, this::cost));
  }

  private Row row(Context ctx) {
    return premises.find(ctx.pathParam("id"));
  }

  private void why(Context ctx) {
    Asked.query(ctx, Set.of());
    Inquiry inquiry = premises.inquiry();
    Answers.json(ctx, WhyFields.of(inquiry.why(row(ctx))));
  }

  private void history(Context ctx) {
    Asked.query(ctx, Set.of());
    Row row = row(ctx);
    Answers.json(
        ctx,
        Story.of(premises.chronicle().of(row.jobId()), premises.jobs().read(row)).stream()
            .map(HistoryFields::of)
            .toList());
  }

  private void summary(Context ctx) {
    Asked asked = Asked.query(ctx, Set.of("limit"));
    int limit = asked.number("limit", ROWS_MAX, 1, JobFilter.LIMIT_MAX);
    Instant now = premises.clock().instant();
    Docket docket =
        new Docket(
            Crew.of(premises.roster().all(), now),
            premises.perConversation(),
            premises.ahead().get().orElse(null),
            now);
    boolean isComplete = true;
    for (Status status : Docket.STATUSES) {
      List<Row> rows = premises.jobs().rows(new JobFilter(status, null, null, null, limit));
      docket.add(rows, premises.jobs());
      isComplete &= rows.size() < limit;
    }
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("reasons", docket.groups().stream().map(WhyFields::of).toList());
    answer.put("complete", isComplete);
    Answers.json(ctx, answer);
  }

  private void pollers(Context ctx) {
    Asked.query(ctx, Set.of());
    Instant now = premises.clock().instant();
    List<WorkerRecord> records = Pollers.published(premises.roster(), now);
    JobFilter claimed = new JobFilter(Status.PROCESSING, null, null, null, ROWS_MAX);
    Map<String, List<Job>> others = Pollers.others(premises.jobs().jobs(claimed), records);
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    records.forEach(worker -> all.add(WorkerFields.of(worker, now)));
    others.forEach((id, jobs) -> all.add(WorkerFields.of(id, jobs)));
    Answers.json(ctx, all);
  }

  private void demand(Context ctx) {
    Asked.query(ctx, Set.of());
    Answers.json(ctx, DemandFields.of(premises.demand().get(), premises.clock().instant()));
  }

  private void stats(Context ctx) {
    Asked asked = Asked.query(ctx, ENDED);
    Function<Job, String> group =
        switch (asked.text("by", "type")) {
          case "type" -> job -> job.type().name();
          case "conversation" -> job -> job.request().conversationId();
          default -> throw new Problem(Exit.USAGE, "by", "it is neither type nor conversation", "");
        };
    Answers.json(
        ctx,
        ReckoningFields.of(
            Reckoning.of(premises.jobs(), scope(asked), group, StoredResults::errorOf)));
  }

  private void cost(Context ctx) {
    Asked asked = Asked.query(ctx, ENDED);
    List<By> by = new ArrayList<>();
    for (String word : asked.text("by", "type").split(",", By.values().length + 1)) {
      by.add(
          By.of(word.strip())
              .orElseThrow(() ->
                  new Problem(
                      Exit.USAGE,
                      "by",
                      "there is no such group",
                      "Give some of " + By.words() + ", with commas.")));
    }
    Answers.json(
        ctx,
        CostReport.of(
                premises.jobs(), scope(asked), by.stream().distinct().toList(), premises.budgets())
            .fields());
  }

  /** Which of the jobs that have ended are meant; those of a day if nothing else is said. */
  private Reckoning.Scope scope(Asked asked) {
    FilterDraft draft = new FilterDraft(premises.clock().instant());
    for (String name : List.of("type", "conversation", "cause", "fingerprint", "since")) {
      draft.putIfGiven(name, asked.text(name));
    }
    draft.putIfMissing("since", DAY);
    return Reckoning.Scope.of(draft.filter(asked.number("limit", 2_000, 1, JobFilter.LIMIT_MAX)));
  }
}
