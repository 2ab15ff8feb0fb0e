package delphi.jobs.demand;

import delphi.jobs.engine.Abandonment;
import delphi.jobs.engine.LeaseSettings;
import delphi.jobs.engine.TypeFilter;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.JobHandler;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Lease;
import delphi.jobs.job.Reading;
import delphi.jobs.job.State;
import delphi.jobs.job.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
  private final Map<String, Lane> lanes = new HashMap<>();
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
    SortedMap<JobType, Integer> starting = new TreeMap<>(runnable);
    Duration oldest = oldestPending;
    int waiting = 0;
    for (Lane lane : lanes.values()) {
      if (lane.mayStart() > 0) {
        starting.merge(lane.type(), lane.mayStart(), Integer::sum);
      }
      waiting += lane.mustWait();
      Duration age = lane.oldestToStart();
      oldest = age == null ? oldest : longer(oldest, age);
    }
    return new Demand(
        starting,
        oldest,
        waiting,
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
    Optional<JobHandler> handler = handlers.handlerFor(job);
    if (handler.isEmpty()) {
      unknownType = unknownType.plus(age(job.history().createdAt()));
      return;
    }
    int limit = handler.get().perConversation();
    switch (job.state()) {
      case PENDING, RECHECK -> addWaiting(job, limit);
      case PROCESSING -> addClaimed(job, limit);
      case PARKED -> addParked(job, limit);
      case HELD -> held = held.plus(age(first(job.history().updatedAt(), job)));
      // Nothing is to be done for these; an index that lags behind may still show one.
      case COMPLETED, FAILED, CANCELLED, QUARANTINED, FOREIGN -> {}
    }
  }

  /** One that was cancelled while it waited is put aside by the next poller, and takes no slot. */
  private void addWaiting(Job job, int limit) {
    if (job.marks().cancelRequestedAt() == null) {
      boolean pending = job.state() == State.PENDING;
      addRunnable(job, limit, pending ? age(job.history().createdAt()) : null);
    }
  }

  private void addRunnable(Job job, int limit, @Nullable Duration age) {
    if (limit > 0) {
      lane(job, limit).addWaiting(age);
      return;
    }
    runnable.merge(job.type(), 1, Integer::sum);
    oldestPending = age == null ? oldestPending : longer(oldestPending, age);
  }

  private Lane lane(Job job, int limit) {
    String name = job.type() + "#" + job.request().conversationId();
    return lanes.computeIfAbsent(name, _ -> new Lane(job.type(), limit));
  }

  private void addClaimed(Job job, int limit) {
    if (limit > 0 && Abandonment.maybeRuns(job, now)) {
      lane(job, limit).addRunning();
    }
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

  private void addParked(Job job, int limit) {
    parked++;
    Lease lock = job.tenure().lease();
    Instant dueAt = lock == null ? null : lock.expiresAt();
    if (dueAt == null) {
      return;
    }
    Duration left = Duration.between(now, dueAt);
    if (left.isNegative()) {
      due++;
      addRunnable(job, limit, null);
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
