package delphi.jobs.demand;

import delphi.jobs.engine.Abandonment;
import delphi.jobs.engine.LeaseSettings;
import delphi.jobs.engine.TypeFilter;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Lease;
import delphi.jobs.job.Reading;
import delphi.jobs.job.State;
import delphi.jobs.job.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts rows one by one, by the rules by which a poller takes jobs and frees them; keeps numbers
 * only. Confined to one thread.
 */
final class Tally {
  private final Instant now;
  private final TypeFilter types;
  private final HandlerRegistry handlers;
  private final LeaseSettings lease;
  private final SortedMap<JobType, Integer> runnable = new TreeMap<>();
  private @Nullable Duration oldestPending;
  private int toRescue;
  private int ours;
  private int others;
  private int parked;
  private int due;
  private @Nullable Duration untilNext;
  private Group held = Group.NONE;
  private Group leaseRanOut = Group.NONE;
  private Group withoutLock = Group.NONE;
  private Group unreadable = Group.NONE;
  private Group unknownType = Group.NONE;
  private int leftAlone;
  private int lookedAt;

  /**
   * @param types that the pollers in question take
   * @param handlers theirs
   * @param lease theirs
   */
  Tally(Instant now, TypeFilter types, HandlerRegistry handlers, LeaseSettings lease) {
    this.now = now;
    this.types = types;
    this.handlers = handlers;
    this.lease = lease;
  }

  void add(Reading reading) {
    lookedAt++;
    switch (reading) {
      case Unreadable row -> unreadable = unreadable.plus(age(row.createdAt()));
      case Job job -> add(job);
    }
  }

  Demand demand(boolean isComplete) {
    return new Demand(
        runnable,
        oldestPending,
        toRescue,
        new Demand.InFlight(ours, others),
        new Demand.Parked(parked, due, untilNext),
        held,
        new Demand.Anomalies(leaseRanOut, withoutLock, unreadable, unknownType),
        leftAlone,
        lookedAt,
        isComplete);
  }

  private void add(Job job) {
    if (!types.takes(job)) {
      leftAlone++;
      return;
    }
    if (handlers.handlerFor(job).isEmpty()) {
      unknownType = unknownType.plus(age(job.history().createdAt()));
      return;
    }
    switch (job.state()) {
      case PENDING, RECHECK -> addWaiting(job);
      case PROCESSING -> addClaimed(job);
      case PARKED -> addParked(job);
      case HELD -> held = held.plus(age(first(job.history().updatedAt(), job)));
      // Nothing is to be done for these; an index that lags behind may still show one.
      case COMPLETED, FAILED, CANCELLED, QUARANTINED, FOREIGN -> {}
    }
  }

  /** One that was cancelled while it waited is put aside by the next poller, and takes no slot. */
  private void addWaiting(Job job) {
    if (job.marks().cancelRequestedAt() != null) {
      return;
    }
    runnable.merge(job.type(), 1, Integer::sum);
    Duration age = age(job.history().createdAt());
    if (job.state() == State.PENDING && age != null) {
      oldestPending = longer(oldestPending, age);
    }
  }

  private void addClaimed(Job job) {
    Lease lock = job.tenure().lease();
    if (lock == null) {
      withoutLock = withoutLock.plus(age(first(job.history().startedAt(), job)));
      return;
    }
    boolean mine = job.tenure().isOurs();
    // For a while after the end of a lease of ours the job is its holder's all the same.
    Duration patience = mine ? lease.waitAfter() : Duration.ZERO;
    if (lock.expiredAt(now.minus(patience))) {
      leaseRanOut = leaseRanOut.plus(age(lock.expiresAt()));
      toRescue += Abandonment.isCertain(job, lease, now) ? 1 : 0;
    } else if (mine) {
      ours++;
    } else {
      others++;
    }
  }

  private void addParked(Job job) {
    parked++;
    Lease lock = job.tenure().lease();
    Instant dueAt = lock == null ? null : lock.expiresAt();
    if (dueAt == null) {
      return;
    }
    Duration left = Duration.between(now, dueAt);
    if (left.isNegative()) {
      due++;
      runnable.merge(job.type(), 1, Integer::sum);
      left = Duration.ZERO;
    }
    untilNext = untilNext == null || left.compareTo(untilNext) < 0 ? left : untilNext;
  }

  private static @Nullable Instant first(@Nullable Instant time, Job job) {
    return time == null ? job.history().createdAt() : time;
  }

  private @Nullable Duration age(@Nullable Instant since) {
    if (since == null) {
      return null;
    }
    Duration age = Duration.between(since, now);
    return age.isNegative() ? Duration.ZERO : age;
  }

  private static Duration longer(@Nullable Duration one, Duration other) {
    return one == null || other.compareTo(one) > 0 ? other : one;
  }
}
