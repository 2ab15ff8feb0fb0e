package delphi.jobs.engine;

import delphi.jobs.job.Job;
import delphi.jobs.job.Lease;
import delphi.jobs.job.Reading;
import delphi.jobs.job.State;
import delphi.jobs.store.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What one look at all locked rows has shown, and when the next one can show anything new.
 *
 * <p>A look reads every row in PROCESSING, parked ones included, and so costs in proportion to
 * them. While they are few that does not matter, and looks come often. When they are many, the next
 * look comes when the first lock that was seen can be over for good, or when one that nobody had
 * yet could be: no row can be abandoned before.
 *
 * @param rows the rows whose lock has been seen
 * @param next how long until the next look
 */
record Vista(List<Reading> rows, Duration next) {
  /** Up to so many rows a look costs about as little as it can. */
  static final int FEW = 100;

  /** Beyond that the locks of others are not known, and only those that are over are asked for. */
  static final int MOST = 5_000;

  private static final int OVER_MOST = 200;

  /** Later than any lock but that of a held job, which never ends. */
  private static final Duration FAR = Duration.ofDays(400);

  Vista {
    rows = List.copyOf(rows);
  }

  /** Looks. */
  static Vista over(JobStore store, EngineSettings settings, Instant now) {
    List<Reading> all = store.overdue(now.plus(FAR), MOST);
    if (all.size() <= FEW) {
      return new Vista(all, settings.sweep());
    }
    Duration longest = settings.lease().length().plus(settings.lease().waitAfter());
    return all.size() < MOST
        ? new Vista(all, next(all, settings, now, longest))
        : new Vista(store.overdue(now, OVER_MOST), longest.dividedBy(2));
  }

  private static Duration next(
      List<Reading> all, EngineSettings settings, Instant now, Duration longest) {
    Duration next = longest;
    for (Reading reading : all) {
      Lease lock =
          reading instanceof Job job && job.state() == State.PROCESSING
              ? job.tenure().lease()
              : null;
      Instant until = lock == null ? null : lock.expiresAt();
      if (until != null) {
        Duration left = Duration.between(now, until.plus(settings.lease().waitAfter()));
        next = left.compareTo(next) < 0 ? left : next;
      }
    }
    // A row whose lock is over and that is not free yet is looked at as often as ever.
    return next.compareTo(settings.sweep()) < 0 ? settings.sweep() : next;
  }
}
