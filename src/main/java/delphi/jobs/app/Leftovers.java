package delphi.jobs.app;

import delphi.jobs.engine.TypeFilter;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import java.util.List;

/** Whether there is still something in a store that a poller of ours will run, now or later. */
final class Leftovers {
  /** More than this are certainly something. */
  private static final int LOOKED_AT = 1_000;

  private final JobStore store;
  private final HandlerRegistry handlers;
  private final TypeFilter types;

  Leftovers(JobStore store, HandlerRegistry handlers, TypeFilter types) {
    this.store = store;
    this.handlers = handlers;
    this.types = types;
  }

  boolean areThere() {
    return waits(Status.PENDING) || waits(Status.AWAITING_RECHECK) || runsOrIsParked();
  }

  private boolean waits(Status status) {
    return anyIsForUs(store.waiting(status, null, LOOKED_AT).readings());
  }

  /** A job that another kind of poller holds may never end; nobody waits for that. */
  private boolean runsOrIsParked() {
    List<Reading> rows =
        store.rows(new JobFilter(Status.PROCESSING, null, null, null, LOOKED_AT)).stream()
            .map(store::read)
            .toList();
    return anyIsForUs(
        rows.stream()
            .filter(row ->
                row instanceof Job job && (job.state() == State.PARKED || job.tenure().isOurs()))
            .toList());
  }

  private boolean anyIsForUs(List<Reading> rows) {
    return rows.stream()
        .anyMatch(row ->
            row instanceof Job job && types.takes(job) && handlers.handlerFor(job).isPresent());
  }
}
