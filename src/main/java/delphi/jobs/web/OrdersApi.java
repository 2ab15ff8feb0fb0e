package delphi.jobs.web;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.JobFinder;
import delphi.jobs.desk.OrderInquiry;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Reconciliation;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Orders of batches over HTTP: whether one exists that nobody has heard of. */
final class OrdersApi {
  /** Each question to a provider is a process here, for a minute at most. */
  static final int QUESTIONS_MAX = 4;

  private final Premises premises;
  private final Deeds deeds;
  private final OrderInquiry inquiry;
  private final Semaphore questions = new Semaphore(QUESTIONS_MAX);

  OrdersApi(Premises premises) {
    this.premises = premises;
    this.deeds = new Deeds(premises, JobsApi.HOW_SURE);
    this.inquiry = new OrderInquiry(premises.jobs(), premises.provider(), premises.clock());
  }

  List<Endpoint> endpoints() {
    return List.of(new Endpoint("POST", "/jobs/{id}/reconcile", Role.OPERATOR, this::reconcile));
  }

  private void reconcile(Context ctx) {
    Asked asked = Asked.body(ctx, Set.of("ordered", "not_ordered", "reason", "sure"));
    String ordered = asked.text("ordered");
    boolean notOrdered = asked.truth("not_ordered");
    if (ordered != null && notOrdered) {
      throw new Problem(Exit.USAGE, "ordered and not_ordered", "only one of them can be true", "");
    }
    String reason = asked.reason();
    if (ordered != null || notOrdered) {
      Gate.require(ctx, Role.ADMIN);
    }
    String id = new JobFinder(premises.jobs()).find(ctx.pathParam("id")).jobId();
    Reconciliation wish = wish(id, ordered, notOrdered);
    String done = deeds.toOne(wish, id, reason, asked.truth("sure"), Gate.caller(ctx));
    Answers.done(ctx, premises.jobs(), id, done);
  }

  private Reconciliation wish(String id, @Nullable String ordered, boolean notOrdered) {
    if (ordered != null) {
      return inquiry.ofSight(id, ordered);
    }
    return notOrdered ? inquiry.ofAbsence(id) : asked(id);
  }

  private Reconciliation asked(String id) {
    if (!questions.tryAcquire()) {
      throw Refusal.thrown(
          503,
          "try_again",
          "the provider is being asked " + QUESTIONS_MAX + " questions already",
          "Ask again in a minute.");
    }
    try {
      return inquiry.ofProvider(id);
    } finally {
      questions.release();
    }
  }
}
