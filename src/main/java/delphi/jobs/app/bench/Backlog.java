package delphi.jobs.app.bench;

import delphi.jobs.engine.ExitRule;

/**
 * What the same number of jobs costs when more and more others wait behind them. It must not grow.
 */
record Backlog(Rig rig, BenchSettings settings) implements Experiment {
  @Override
  public void on(FreshStores stores, Figures figures) throws InterruptedException {
    for (int waiting : settings.backlogs()) {
      try (FreshStore store = stores.open()) {
        // At the start of the last round there are still that many.
        rig.fill(
            store, Math.max(waiting, settings.jobs()) + (settings.rounds() - 1) * settings.jobs());
        for (int round = 1; round <= settings.rounds(); round++) {
          round(store, waiting, figures);
        }
      }
    }
  }

  private void round(FreshStore store, int waiting, Figures figures) throws InterruptedException {
    int jobs = settings.jobs();
    Ledger ledger = rig.ledger();
    Rig.Manner manner =
        Rig.Manner.untilEmpty("bench", settings.slots()).withExit(new ExitRule(false, null, jobs));
    Effort effort =
        Effort.of(store.tally(), rig.poller(store, new NoOpRunner(), manner, ledger)::run);
    effort.tell(figures, jobs, "; %,d waiting".formatted(waiting));
    figures.doubt(ledger.troubles(jobs));
  }
}
