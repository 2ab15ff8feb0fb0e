package delphi.jobs.app.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Several pollers with one slot each that take from one queue, as a fleet does. */
record Contention(Rig rig, BenchSettings settings) implements Experiment {
  @Override
  public void on(FreshStores stores, Figures figures) throws InterruptedException {
    int jobs = settings.jobs();
    for (int round = 1; round <= settings.rounds(); round++) {
      try (FreshStore store = stores.open()) {
        rig.fill(store, jobs);
        Ledger ledger = rig.ledger();
        Effort effort = Effort.of(store.tally(), () -> runFleet(store, ledger));
        effort.tell(figures, jobs, "");
        figures.add("lost claims a job", (double) ledger.missed() / jobs);
        figures.doubt(ledger.troubles(jobs));
      }
    }
  }

  private void runFleet(FreshStore store, Ledger ledger) throws InterruptedException {
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    for (int member = 1; member <= settings.pollers(); member++) {
      Rig.Manner manner = Rig.Manner.untilEmpty("bench-" + member, 1);
      ends.add(
          rig.team()
              .start(manner.workerId(), rig.poller(store, new NoOpRunner(), manner, ledger)::run));
    }
    for (CompletableFuture<Void> end : ends) {
      Team.await(end);
    }
  }
}
