package delphi.jobs.app;

import delphi.jobs.engine.TypeFilter;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.job.Job;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;

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
    return store.waiting(status, null, LOOKED_AT).readings().stream()
        .anyMatch(row -> row instanceof Job job && isForUs(job));
  }

  /** A job that another kind of poller holds may never end; nobody waits for that. */
  private boolean runsOrIsParked() {
    JobFilter processing = new JobFilter(Status.PROCESSING, null, null, null, LOOKED_AT);
    return store.jobs(processing).stream()
        .filter(job -> job.state() == State.PARKED || job.tenure().isOurs())
        .anyMatch(this::isForUs);
  }

  private boolean isForUs(Job job) {
    return types.takes(job) && handlers.handlerFor(job).isPresent();
  }
}
