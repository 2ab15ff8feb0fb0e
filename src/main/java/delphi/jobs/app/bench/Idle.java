package delphi.jobs.app.bench;

import delphi.jobs.engine.ExitRule;
import delphi.jobs.engine.Poller;
import delphi.jobs.engine.Signal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What a poller costs that waits for jobs and gets none. */
record Idle(Rig rig, BenchSettings settings) implements Experiment {
  private static final Duration FIRST_LOOK_LIMIT = Duration.ofMinutes(1);

  @Override
  public void on(FreshStores stores, Figures figures) throws InterruptedException {
    try (FreshStore store = stores.open()) {
      watch(store, figures);
    }
  }

  /** Watches a poller over a store in which nothing is to be done. */
  void watch(FreshStore store, Figures figures) throws InterruptedException {
    BenchSettings.Pace pace = settings.pace();
    Rig.Manner manner =
        new Rig.Manner("bench", settings.slots(), pace.idleInterval(), ExitRule.NEVER);
    Signal looked = rig.tasks().signal();
    Ledger ledger = new Ledger(looked);
    Poller poller = rig.poller(store, new NoOpRunner(), manner, ledger);
    CompletableFuture<Void> end = rig.team().start("poller", poller::run);
    Effort effort;
    try {
      looked.await(FIRST_LOOK_LIMIT);
      // From the middle between two looks, so that none falls on an edge.
      Signal never = rig.tasks().signal();
      never.await(pace.idleInterval().dividedBy(2));
      effort = Effort.of(store.tally(), () -> never.await(pace.idleSpan()));
    } finally {
      poller.drain();
      Team.await(end);
    }
    figures.doubt(ledger.troubles(0));
    tell(figures, effort);
  }

  private static void tell(Figures figures, Effort effort) {
    double minutes = Effort.seconds(effort.wall()) / 60;
    figures.add("requests a minute", effort.counts().allRequests() / minutes);
    for (Map.Entry<String, Long> each : effort.counts().requests().entrySet()) {
      figures.add(each.getKey() + " a minute", each.getValue() / minutes);
    }
    if (effort.counts().readUnits() > 0) {
      figures.add("read units a minute", effort.counts().readUnits() / minutes);
    }
    figures.add("our CPU, ms a minute", Effort.seconds(effort.cpu()) * 1_000 / minutes);
  }
}
