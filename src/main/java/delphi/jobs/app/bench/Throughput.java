package delphi.jobs.app.bench;

import delphi.jobs.process.ProcessRunner;
import java.util.List;

/**
 * How fast a queue of jobs that do nothing is worked through, beside a bare loop in the same round
 * on the same kind of store.
 */
record Throughput(Rig rig, BenchSettings settings) implements Experiment {
  @Override
  public void on(FreshStores stores, Figures figures) throws InterruptedException {
    for (int round = 1; round <= settings.rounds(); round++) {
      Effort bare = bareLoop(stores);
      Effort ours = engine(stores, new NoOpRunner(), figures);
      int jobs = settings.jobs();
      ours.tell(figures, jobs, "");
      figures.add("speed beside the bare loop", ours.perSecond(jobs) / bare.perSecond(jobs));
      figures.add("jobs a second; bare loop", bare.perSecond(jobs));
      figures.add("our CPU, ms a job; bare loop", bare.cpuMillis(jobs));
      if (bare.counts().allWriteUnits() > 0) {
        bare.tellWriteUnits(figures, jobs, "; bare loop");
      }
    }
  }

  private Effort bareLoop(FreshStores stores) throws InterruptedException {
    try (FreshStore store = stores.open()) {
      List<String> ids = rig.fill(store, settings.jobs());
      BareLoop loop = new BareLoop(store.table());
      return Effort.of(store.tally(), () -> loop.run(ids, settings.slots(), rig.team()));
    }
  }

  /** A poller that works through a queue of its own. */
  Effort engine(FreshStores stores, ProcessRunner processes, Figures figures)
      throws InterruptedException {
    try (FreshStore store = stores.open()) {
      rig.fill(store, settings.jobs());
      Ledger ledger = rig.ledger();
      Rig.Manner manner = Rig.Manner.untilEmpty("bench", settings.slots());
      Effort effort = Effort.of(store.tally(), rig.poller(store, processes, manner, ledger)::run);
      figures.doubt(ledger.troubles(settings.jobs()));
      return effort;
    }
  }
}
