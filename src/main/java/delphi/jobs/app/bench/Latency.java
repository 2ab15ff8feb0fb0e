package delphi.jobs.app.bench;

import delphi.jobs.engine.ExitRule;
import delphi.jobs.engine.Poller;
import delphi.jobs.engine.Signal;
import delphi.jobs.job.NewJob;
import delphi.jobs.store.JobStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;

/**
 * How long a job waits that comes to a poller with free slots. It is submitted by somebody else at
 * a random moment, so the poller learns of it at its next look.
 */
record Latency(Rig rig, BenchSettings settings) implements Experiment {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @Override
  public void on(FreshStores stores, Figures figures) throws InterruptedException {
    Rig.Manner manner =
        new Rig.Manner("bench", settings.slots(), settings.pace().interval(), ExitRule.NEVER);
    Signal news = rig.tasks().signal();
    Ledger ledger = new Ledger(news);
    try (FreshStore store = stores.open()) {
      Poller poller = rig.poller(store, new NoOpRunner(), manner, ledger);
      CompletableFuture<Void> end = rig.team().start("poller", poller::run);
      Map<String, Long> submittedNanos;
      try {
        submittedNanos = submitAll(store.jobs());
        awaitStarts(ledger, news, submittedNanos.size());
      } finally {
        poller.drain();
        Team.await(end);
      }
      figures.doubt(ledger.troubles(submittedNanos.size()));
      tell(figures, submittedNanos, ledger);
    }
  }

  /** One after the other, at random moments; each time is taken before the request is sent. */
  private Map<String, Long> submitAll(JobStore store) throws InterruptedException {
    Supply supply = rig.supply();
    Signal never = rig.tasks().signal();
    long gapNanosMax = settings.pace().gap().multipliedBy(2).toNanos();
    Map<String, Long> submittedNanos = new LinkedHashMap<>();
    for (int sample = 1; sample <= settings.pace().samples(); sample++) {
      never.await(Duration.ofNanos(rig.random().nextLong(gapNanosMax)));
      NewJob job = supply.job();
      submittedNanos.put(job.id(), System.nanoTime());
      Supply.submit(store, job, rig.clock().instant());
    }
    return submittedNanos;
  }

  private void awaitStarts(Ledger ledger, Signal news, int jobs) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + LIMIT.toNanos();
    while (ledger.started() < jobs && System.nanoTime() - deadlineNanos < 0) {
      news.await(settings.pace().interval());
    }
  }

  private void tell(Figures figures, Map<String, Long> submittedNanos, Ledger ledger) {
    ToDoubleFunction<Map.Entry<String, Long>> millis =
        each -> (ledger.startedNanos(each.getKey()) - each.getValue()) / 1e6;
    double[] waits =
        submittedNanos.entrySet().stream()
            .filter(each -> ledger.startedNanos(each.getKey()) != 0)
            .mapToDouble(millis)
            .toArray();
    if (waits.length > 0) {
      figures.add("wait, ms, median", Figure.quantile(waits, 0.5));
      figures.add("wait, ms, 95 of 100", Figure.quantile(waits, 0.95));
      figures.add("wait, ms, longest", Figure.quantile(waits, 1));
    }
    figures.add("jobs", waits.length);
  }
}
