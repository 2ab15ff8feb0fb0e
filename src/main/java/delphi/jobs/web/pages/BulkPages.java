package delphi.jobs.web.pages;

import delphi.jobs.desk.Deed;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Steering;
import delphi.jobs.job.Job;
import delphi.jobs.store.JobStore;
import delphi.jobs.web.Gate;
import delphi.jobs.web.Premises;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is done to many jobs at once: said, then confirmed with the number of jobs, then done. */
public final class BulkPages {
  private final Premises premises;
  private final Reception reception;

  BulkPages(Premises premises, Reception reception) {
    this.premises = premises;
    this.reception = reception;
  }

  /**
   * What is about to be done.
   *
   * @param query with the jobs that match; null for the ones that were chosen
   * @param changed whether the number is another one than was confirmed
   */
  public record Plan(
      String deed, @Nullable String query, List<String> ids, String reason, boolean changed) {
    public int count() {
      return ids.size();
    }

    public List<String> named() {
      return Deeds.named(ids);
    }
  }

  void act(Context ctx) {
    Deed deed = Deeds.named(given(ctx, "deed"));
    Gate.require(ctx, Deeds.needed(deed));
    String reason = given(ctx, "reason");
    boolean isAll = given(ctx, "all").equals("yes");
    String query = given(ctx, "q");
    JobStore store = reception.writing(ctx);
    List<String> ids = isAll ? matching(deed, query, reason) : ctx.formParams("id");
    if (ids.isEmpty()) {
      throw new Problem(
          Exit.CONFLICT,
          deed.word(),
          isAll ? "it can be done to no job that matches" : "no job is chosen",
          isAll ? "" : "Tick some in the list.");
    }
    String confirmed = given(ctx, "confirmed");
    if (!confirmed.equals(Integer.toString(ids.size()))) {
      Plan plan = new Plan(deed.word(), isAll ? query : null, ids, reason, !confirmed.isEmpty());
      reception.page(ctx, "Confirm", "jobs", Press.Sheet.of("confirm").with("plan", plan));
      return;
    }
    boolean isSure = given(ctx, "sure").equals("yes");
    List<Deeds.Done> done = Deeds.writeAll(store, premises.clock(), deed, ids, reason, isSure);
    reception.page(
        ctx,
        "Done",
        "jobs",
        Press.Sheet.of("done").with("deed", deed.word()).with("all", done).with("query", query));
  }

  private List<String> matching(Deed deed, String query, String reason) {
    Steering steering = new Steering(premises.jobs(), premises.clock(), deed, reason);
    return steering.fitting(JobsList.filter(query, Deeds.AT_ONCE_MAX, reception.now())).stream()
        .map(Job::id)
        .toList();
  }

  static String given(Context ctx, String name) {
    return Optional.ofNullable(ctx.formParam(name)).orElse("");
  }
}
