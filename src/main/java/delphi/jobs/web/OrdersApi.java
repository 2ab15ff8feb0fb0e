package delphi.jobs.web;

import delphi.jobs.desk.OrderWord;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/** Orders of batches over HTTP: whether one exists that nobody has heard of. */
final class OrdersApi {
  private final Premises premises;
  private final Deeds deeds;

  OrdersApi(Premises premises) {
    this.premises = premises;
    this.deeds = new Deeds(premises, JobsApi.HOW_SURE);
  }

  List<Endpoint> endpoints() {
    return List.of(new Endpoint("POST", "/jobs/{id}/reconcile", Role.OPERATOR, this::reconcile));
  }

  private void reconcile(Context ctx) {
    Asked asked = Asked.body(ctx, Set.of("ordered", "not_ordered", "reason", "sure"));
    OrderWord word =
        OrderWord.of(asked.text("ordered"), asked.truth("not_ordered"), "ordered and not_ordered");
    String reason = asked.reason();
    Gate.require(ctx, Deeds.role(word));
    String id = premises.find(ctx.pathParam("id")).jobId();
    String done = deeds.reconcile(word, id, reason, asked.truth("sure"), Gate.caller(ctx));
    Answers.done(ctx, premises.jobs(), id, done);
  }
}
