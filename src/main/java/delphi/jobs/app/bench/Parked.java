package delphi.jobs.app.bench;

import delphi.jobs.job.Awaited;
import delphi.jobs.job.Job;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Transition;
import delphi.jobs.store.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** What a poller costs while all that there is are jobs that wait for batches, for hours. */
record Parked(Rig rig, BenchSettings settings) implements Experiment {
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Duration WAIT = Duration.ofHours(20);

  @Override
  public void on(FreshStores stores, Figures figures) throws InterruptedException {
    try (FreshStore store = stores.open()) {
      for (String id : rig.fill(store, settings.jobs())) {
        park(store.jobs(), id);
      }
      figures.add("jobs that are parked", settings.jobs());
      new Idle(rig, settings).watch(store, figures);
    }
  }

  private void park(JobStore store, String id) {
    Instant now = rig.clock().instant();
    UUID identity = new UUID(rig.random().nextLong(), rig.random().nextLong());
    Job waiting = (Job) store.find(id).orElseThrow();
    Transition.Claim claim = Transition.Claim.of(waiting, "bench", identity, LEASE, now);
    store.apply(claim);
    Awaited awaited = new Awaited("batch-" + id, null, now);
    Notes text = new Notes(null, null, Map.of("error_message", "x".repeat(1_200)), null);
    store.apply(
        new Transition.Park(
            claim.fence(), now.plus(WAIT), 0, 1, "Not done yet.", awaited, text, now));
  }
}
