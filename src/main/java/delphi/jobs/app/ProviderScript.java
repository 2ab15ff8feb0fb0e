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
import java.util.concurrent.Semaphore;

/** The provider, asked by the script of the installation; by few at once. */
final class ProviderScript implements Provider {
  /** Each question is a process here, for a minute at most. */
  static final int QUESTIONS_MAX = 4;

  private final Semaphore places = new Semaphore(QUESTIONS_MAX);
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
      case Plan.Run run -> ask(new ProviderQuestion(run.command()), job);
      case Plan.Impossible(String why) ->
          throw new Problem(Exit.CONFLICT, "job " + job.id(), why, "");
    };
  }

  private List<OrderSearch.Found> ask(ProviderQuestion question, Job job) {
    if (!places.tryAcquire()) {
      throw new Problem(
          Exit.TRY_AGAIN,
          "job " + job.id(),
          "the provider is being asked " + QUESTIONS_MAX + " questions already",
          "Ask again in a minute.");
    }
    try {
      return question.ask();
    } finally {
      places.release();
    }
  }
}
