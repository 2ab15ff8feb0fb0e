package delphi.jobs.demand;

import delphi.jobs.engine.LeaseSettings;
import delphi.jobs.engine.TypeFilter;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.job.Status;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.Walk;
import java.time.Instant;
import java.util.List;

/** Counts what there is to do among the rows that have not ended. */
public final class Survey {
  /** Jobs that run come last: what was claimed while we looked is then seen rather than missed. */
  private static final List<Status> STATUSES =
      List.of(Status.AWAITING_RECHECK, Status.PENDING, Status.PROCESSING);

  private final JobStore store;
  private final TypeFilter types;
  private final HandlerRegistry handlers;
  private final LeaseSettings lease;

  /**
   * @param types that the pollers in question take
   * @param handlers theirs
   * @param lease theirs
   */
  public Survey(JobStore store, TypeFilter types, HandlerRegistry handlers, LeaseSettings lease) {
    this.store = store;
    this.types = types;
    this.handlers = handlers;
    this.lease = lease;
  }

  /**
   * Counts.
   *
   * @param rowsMax of each status, the oldest first
   */
  public Demand at(Instant now, int rowsMax) {
    Tally tally = new Tally(now, types, handlers, lease);
    Walk walk = new Walk(store, rowsMax);
    boolean complete = true;
    for (Status status : STATUSES) {
      complete &= walk.through(status, tally::add);
    }
    return tally.demand(complete);
  }
}
