package delphi.jobs.demand;

import delphi.jobs.engine.LeaseSettings;
import delphi.jobs.engine.TypeFilter;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Status;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.Waiting;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks through the rows that have not ended, a page at a time, and no further than it may.
 *
 * <p>What it counts is no picture of one moment: a row that changes its status meanwhile is counted
 * once or not at all.
 */
public final class Survey {
  private static final int PAGE = 100;

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
    Set<String> seen = new HashSet<>();
    boolean complete = true;
    for (Status status : STATUSES) {
      complete &= count(status, rowsMax, seen, tally);
    }
    return tally.demand(complete);
  }

  /** Whether there are no more rows than were counted. */
  private boolean count(Status status, int rowsMax, Set<String> seen, Tally tally) {
    int limit = Math.min(PAGE, rowsMax);
    int left = rowsMax;
    @Nullable String from = null;
    while (true) {
      Waiting page = store.waiting(status, from, limit);
      for (Reading reading : page.readings()) {
        if (!seen.add(reading.id())) {
          continue;
        }
        if (left == 0) {
          return false;
        }
        tally.add(reading);
        left--;
      }
      String next = page.next();
      if (next == null) {
        return true;
      }
      // A page whose rows all have one time cannot be passed by that time; a longer one can.
      limit = next.equals(from) ? limit * 2 : limit;
      from = next;
    }
  }
}
