package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Provider;
import delphi.jobs.handler.OrderSearch;
import delphi.jobs.handler.Plan;
import delphi.jobs.job.Job;
import delphi.jobs.job.Order;
import java.time.Instant;
import java.util.List;

/** The provider, asked by the script of the installation. */
final class ProviderScript implements Provider {
  private final Settings settings;
  private final Surroundings surroundings;

  ProviderScript(Settings settings, Surroundings surroundings) {
    this.settings = settings;
    this.surroundings = surroundings;
  }

  @Override
  public List<OrderSearch.Found> batches(Job job, Order order, Instant now) {
    String script =
        settings
            .text(Setting.RECONCILE_SCRIPT)
            .orElseThrow(() ->
                new Problem(
                    Exit.CONFIGURATION,
                    Setting.RECONCILE_SCRIPT.variable(),
                    "it names no script that could ask the provider",
                    "Look there for the marker "
                        + order.marker()
                        + " and say --ordered BATCH or --not-ordered."));
    OrderSearch search =
        new OrderSearch(new Workshop(settings, surroundings).handlerSettings(), script);
    return switch (search.plan(job, order, now)) {
      case Plan.Run run -> new ProviderQuestion(run.command()).ask();
      case Plan.Impossible(String why) ->
          throw new Problem(Exit.CONFLICT, "job " + job.id(), why, "");
    };
  }
}
