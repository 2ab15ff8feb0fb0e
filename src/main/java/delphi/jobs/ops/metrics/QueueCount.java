package delphi.jobs.ops.metrics;

import delphi.jobs.job.Awaited;
import delphi.jobs.job.Job;
import delphi.jobs.job.Lease;
import delphi.jobs.job.Reading;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.Walk;
import delphi.jobs.store.roster.Roster;
import delphi.jobs.store.roster.Standing;
import delphi.jobs.store.roster.WorkerRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the rows that have not ended, once. Confined to one thread. */
final class QueueCount {
  /** Of each status; more are not needed to see that there are too many. */
  static final int ROWS_MAX = 1_000;

  /** What runs comes last: what is claimed meanwhile is seen rather than missed. */
  private static final List<Status> STATUSES =
      List.of(Status.AWAITING_RECHECK, Status.PENDING, Status.PROCESSING);

  private final TypeNames types;
  private final Instant now;
  private final Map<String, Integer> pending = new TreeMap<>();
  private final Map<String, Integer> parked = new TreeMap<>();
  private int held;
  private int inFlight;
  private int overdue;
  private Duration oldest = Duration.ZERO;
  private Duration oldestBatch = Duration.ZERO;
  private int rows;
  private final Map<String, Integer> pollers = new TreeMap<>();
  private int slots;
  private int busy;

  private QueueCount(TypeNames types, Instant now) {
    this.types = types;
    this.now = now;
  }

  /**
   * Counts.
   *
   * @throws StoreException if the table does not answer
   */
  static Queue of(JobStore store, Roster roster, TypeNames types, Instant now) {
    QueueCount count = new QueueCount(types, now);
    Walk walk = new Walk(store, ROWS_MAX);
    boolean exact = true;
    for (Status status : STATUSES) {
      exact &= walk.through(status, count::add);
    }
    count.addPollers(roster);
    return count.queue(exact);
  }

  private Queue queue(boolean isExact) {
    return new Queue(
        now,
        pending,
        parked,
        held,
        inFlight,
        overdue,
        oldest,
        oldestBatch,
        rows,
        isExact,
        pollers,
        slots,
        busy);
  }

  private void add(Reading reading) {
    rows++;
    if (!(reading instanceof Job job)) {
      return;
    }
    switch (job.state()) {
      case PENDING, RECHECK -> addWaiting(job);
      case PARKED -> addParked(job);
      case HELD -> held++;
      case PROCESSING -> addRunning(job);
      case COMPLETED, FAILED, CANCELLED, QUARANTINED, FOREIGN -> {}
    }
  }

  private void addWaiting(Job job) {
    pending.merge(types.of(job.type()), 1, Integer::sum);
    Instant created = job.history().createdAt();
    if (created != null && job.state() == State.PENDING) {
      oldest = older(oldest, created);
    }
  }

  private void addParked(Job job) {
    parked.merge(types.of(job.type()), 1, Integer::sum);
    Awaited awaited = job.marks().awaited();
    if (awaited != null) {
      oldestBatch = older(oldestBatch, awaited.since());
    }
  }

  private Duration older(Duration known, Instant since) {
    Duration age = Duration.between(since, now);
    return age.compareTo(known) > 0 ? age : known;
  }

  private void addRunning(Job job) {
    Lease lock = job.tenure().lease();
    if (lock != null && lock.expiredAt(now)) {
      overdue++;
    } else {
      inFlight++;
    }
  }

  /** None where there is no companion table. */
  private void addPollers(Roster roster) {
    try {
      roster.all().forEach(this::add);
    } catch (StoreException missing) {
      pollers.clear();
      slots = 0;
      busy = 0;
    }
  }

  private void add(WorkerRecord worker) {
    if (worker.isPresentAt(now)) {
      pollers.merge(worker.standing().word(), 1, Integer::sum);
      slots += worker.load().slots();
      busy += worker.load().busy();
    } else if (worker.standing() != Standing.STOPPED) {
      pollers.merge("silent", 1, Integer::sum);
    }
  }
}
