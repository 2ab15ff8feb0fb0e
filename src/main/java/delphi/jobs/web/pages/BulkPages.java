package delphi.jobs.web.pages;

import delphi.jobs.desk.Deed;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.web.Deeds;
import delphi.jobs.web.Gate;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is done to many jobs at once: said, then confirmed with the number of jobs, then done. */
public final class BulkPages {
  private static final int AT_ONCE_MAX = 1_000;
  private static final int NAMED = 10;

  private final Reception reception;

  BulkPages(Reception reception) {
    this.reception = reception;
  }

  /** What came of one job, in words. */
  public record Done(String jobId, String words, boolean isDone) {
    private static Done of(Deeds.Outcome outcome) {
      return switch (outcome) {
        case Deeds.Outcome.Done(String id, String words) -> new Done(id, words, true);
        case Deeds.Outcome.Refused(String id, Problem why) ->
            new Done(id, why.getMessage() + ". " + why.remedy(), false);
      };
    }
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
      return ids.subList(0, Math.min(NAMED, ids.size()));
    }
  }

  void act(Context ctx) {
    Deed deed = Deeds.deed(given(ctx, "deed"));
    Gate.require(ctx, Deeds.role(deed));
    String reason = given(ctx, "reason");
    boolean isAll = given(ctx, "all").equals("yes");
    String query = given(ctx, "q");
    List<String> ids = isAll ? matching(deed, query) : ctx.formParams("id");
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
    List<Done> done =
        reception.deeds().toMany(deed, first(ids), reason, isSure, Gate.caller(ctx)).stream()
            .map(Done::of)
            .toList();
    reception.page(
        ctx,
        "Done",
        "jobs",
        Press.Sheet.of("done").with("deed", deed.word()).with("all", done).with("query", query));
  }

  private static List<String> first(List<String> ids) {
    return ids.subList(0, Math.min(AT_ONCE_MAX, ids.size()));
  }

  private List<String> matching(Deed deed, String query) {
    return reception.deeds().fitting(deed, JobsList.filter(query, AT_ONCE_MAX, reception.now()));
  }

  static String given(Context ctx, String name) {
    return Optional.ofNullable(ctx.formParam(name)).orElse("");
  }
}
