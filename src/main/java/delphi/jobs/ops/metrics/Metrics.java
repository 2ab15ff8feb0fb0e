package delphi.jobs.ops.metrics;

import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.EngineListener;
import delphi.jobs.engine.Tasks;
import delphi.jobs.engine.Time;
import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import delphi.jobs.job.State;
import delphi.jobs.job.Transition;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.roster.Roster;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the engine tells, and gives it out in the form of Prometheus. What stands in the
 * table is looked at when somebody asks for the numbers, and no more often than its {@link
 * QueueLook} allows.
 */
public final class Metrics implements EngineListener {
  /** The form of {@link #scrape()}, for the answer's header. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final double MILLIS = 1e3;

  private final Meters meters = new Meters();
  private final TypeNames types = new TypeNames();
  private final InstantSource clock;
  private final AtomicReference<@Nullable QueueLook> queue = new AtomicReference<>();

  /**
   * Of a program that has just begun.
   *
   * @param version of this program
   */
  public Metrics(String version, InstantSource clock) {
    this.clock = clock;
    meters.tell(Family.BUILD, version, Runtime.version().toString());
  }

  /** All of it as text. Waits a second at most for the table, whatever becomes of that. */
  public String scrape() {
    look();
    return meters.text();
  }

  /** The same as values. */
  public MetricSnapshots snapshots() {
    look();
    return meters.snapshots();
  }

  /** From now on shows what stands in that table as well, and who works there. */
  public void watch(JobStore store, Roster roster, Time time, Tasks tasks) {
    watch(store, roster, time, tasks, QueueLook.PATIENCE);
  }

  void watch(JobStore store, Roster roster, Time time, Tasks tasks, Duration patience) {
    queue.set(new QueueLook(store, roster, time, tasks, types, patience));
  }

  /** Counts what goes to the store. */
  public StoreMeter store() {
    return new StoreMeter(meters);
  }

  /**
   * Shows how many lines nobody has read on our own output.
   *
   * @param count of all of them since the beginning
   */
  public void countLinesLost(LongSupplier count) {
    meters.countBy(Family.LINES_DROPPED, count, "reader");
  }

  /** A message to a web service was taken, or is lost. */
  public void countMessage(boolean isTaken) {
    meters.count(Family.MESSAGES, 1, isTaken ? "taken" : "lost");
  }

  @Override
  public void hear(EngineEvent event) {
    switch (event) {
      case EngineEvent.PollerStarted(var settings, var _) -> started(settings.slots());
      case EngineEvent.Polled _ -> {
        meters.count(Family.POLLS, 1);
        meters.set(Family.LAST_POLL, now());
      }
      case EngineEvent.Passed(int running, long _) -> {
        meters.set(Family.WORKERS_BUSY, running);
        meters.set(Family.LAST_PASS, now());
      }
      case EngineEvent.StoreLost _ -> meters.set(Family.TABLE_UP, 0);
      case EngineEvent.StoreBack _ -> meters.set(Family.TABLE_UP, 1);
      case EngineEvent.JournalLost _ -> meters.set(Family.JOURNAL_UP, 0);
      case EngineEvent.JournalBack _ -> meters.set(Family.JOURNAL_UP, 1);
      case EngineEvent.HistoryLost(long happenings) ->
          meters.count(Family.HISTORY_LOST, (double) happenings);
      case EngineEvent.ClocksDiffer _ -> meters.set(Family.CLOCK_AGREES, 0);
      case EngineEvent.ClocksAgree _ -> meters.set(Family.CLOCK_AGREES, 1);
      case EngineEvent.Draining _ -> meters.set(Family.DRAINING, 1);
      case EngineEvent.PassFailed _ -> meters.count(Family.DEFECTS, 1);
      case EngineEvent.Quarantined _ -> {
        meters.count(Family.UNREADABLE, 1, "quarantined");
        finished(TypeNames.UNKNOWN, "quarantined");
      }
      case EngineEvent.UnreadableLeftAlone _ -> meters.count(Family.UNREADABLE, 1, "left_alone");
      case EngineEvent.Claimed(Job job) -> claimed(job);
      case EngineEvent.ClaimMissed(Job job, var _) ->
          meters.count(Family.CLAIMED, 1, types.of(job.type()), "missed");
      case EngineEvent.Warned(var _, var topic, var _) ->
          meters.count(Family.WARNINGS, 1, Ends.word(topic));
      case EngineEvent.LogCut(var _, long lines, long _, long unwritten) -> {
        meters.count(Family.LINES_DROPPED, (double) lines, "room");
        meters.count(Family.LINES_DROPPED, (double) unwritten, "journal");
      }
      case EngineEvent.Concluded(Reading root, var ending, var _) ->
          finished(type(root), Ends.word(ending));
      case EngineEvent.Renewed _ -> meters.count(Family.RENEWALS, 1, "renewed");
      case EngineEvent.RenewalUnclear _ -> meters.count(Family.RENEWALS, 1, "unclear");
      case EngineEvent.LeaseLost(Job job, var _) -> {
        meters.count(Family.RENEWALS, 1, "lost");
        attemptEnded(job, "lost");
      }
      case EngineEvent.Ended ended -> ended(ended);
      case EngineEvent.ResultRejected(Job job, var _, var _, var _) -> {
        meters.count(Family.DELAYED, 1, "rejected");
        attemptEnded(job, "rejected");
      }
      case EngineEvent.ResultKept(Job job, var _, var _, var _) -> {
        meters.count(Family.DELAYED, 1, "kept");
        attemptEnded(job, "kept");
      }
      case EngineEvent.Replayed(var _, var written, Reading after) -> {
        meters.count(Family.DELAYED, 1, "replayed");
        written(written, after);
      }
      case EngineEvent.ReplayRejected _ -> meters.count(Family.DELAYED, 1, "rejected");
      case EngineEvent.SpoolTrouble _ -> meters.count(Family.SPOOL_TROUBLES, 1);
      case EngineEvent.AttemptFailed _ -> meters.count(Family.DEFECTS, 1);
      case EngineEvent.Rescued _ -> meters.count(Family.RESCUES, 1);
      case EngineEvent.GivenUp(Job job, var ending, var _) -> {
        String type = types.of(job.type());
        finished(type, Ends.word(ending));
        if (Ends.isFailure(ending.state())) {
          meters.count(Family.FAILED, 1, type, "attempts_used_up");
        }
      }
      case EngineEvent.Held(Job job, var _) -> meters.count(Family.HELD, 1, types.of(job.type()));
      // What these tell is in the numbers above, or nobody needs to be woken by it.
      case EngineEvent.RosterLost _,
          EngineEvent.RosterBack _,
          EngineEvent.DrainForced _,
          EngineEvent.PollerStopped _,
          EngineEvent.Yielding _,
          EngineEvent.TypeLeftAlone _,
          EngineEvent.ForeignOverdue _,
          EngineEvent.LimitUnsure _,
          EngineEvent.WaitsForTurn _,
          EngineEvent.AttemptStarted _,
          EngineEvent.ChildSaid _,
          EngineEvent.ProgressSaid _,
          EngineEvent.Followed _,
          EngineEvent.ConclusionDelayed _,
          EngineEvent.StopAsked _,
          EngineEvent.ResultDelayed _,
          EngineEvent.InShadow _ -> {}
    }
  }

  private void started(int slots) {
    meters.set(Family.WORKERS, slots);
    meters.set(Family.WORKERS_BUSY, 0);
    meters.set(Family.DRAINING, 0);
    // Nothing is known against them; whoever finds something tells it.
    meters.set(Family.TABLE_UP, 1);
    meters.set(Family.JOURNAL_UP, 1);
    meters.set(Family.CLOCK_AGREES, 1);
  }

  private void claimed(Job job) {
    String type = types.of(job.type());
    meters.count(Family.CLAIMED, 1, type, "won");
    // From zero on, so that the first end of its type is seen as a rise.
    meters.count(Family.FINISHED, 0, type, "completed");
    meters.count(Family.FINISHED, 0, type, "failed");
    Instant created = job.history().createdAt();
    Instant started = job.history().startedAt();
    boolean isFirst = job.history().firstStartedAt() == null;
    if (isFirst && created != null && started != null) {
      meters.observe(Family.QUEUE_WAIT, Duration.between(created, started), type);
    }
  }

  private void ended(EngineEvent.Ended ended) {
    attemptEnded(ended.job(), Ends.outcome(ended.after()));
    meters.observe(Family.DURATION, ended.took(), types.of(ended.job().type()));
    written(ended.written(), ended.after());
  }

  private void attemptEnded(Job job, String outcome) {
    meters.count(Family.ATTEMPTS, 1, types.of(job.type()), outcome);
  }

  /** What follows for the job from the end of an attempt. */
  private void written(Transition written, Reading after) {
    if (!(after instanceof Job job)) {
      return;
    }
    String type = types.of(job.type());
    if (job.state().isTerminal()) {
      finished(type, Ends.word(job.state()));
    }
    if (Ends.isFailure(job.state())) {
      meters.count(Family.FAILED, 1, type, Ends.cause(written));
    }
    if (job.state() == State.HELD) {
      meters.count(Family.HELD, 1, type);
    }
  }

  private void finished(String type, String outcome) {
    meters.count(Family.FINISHED, 1, type, outcome);
  }

  private String type(Reading reading) {
    return reading instanceof Job job ? types.of(job.type()) : TypeNames.UNKNOWN;
  }

  private double now() {
    return seconds(clock.instant());
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / MILLIS;
  }

  private void look() {
    QueueLook there = queue.get();
    if (there != null) {
      there.newest().ifPresent(this::show);
    }
  }

  private void show(Queue seen) {
    meters.setAll(Family.PENDING, seen.pending());
    meters.setAll(Family.PARKED, seen.parked());
    meters.setAll(Family.POLLERS, seen.pollers());
    meters.set(Family.FLEET_SLOTS, seen.slots());
    meters.set(Family.FLEET_BUSY, seen.busy());
    meters.set(Family.HELD_NOW, seen.held());
    meters.set(Family.IN_FLIGHT, seen.inFlight());
    meters.set(Family.OVERDUE, seen.overdue());
    meters.set(Family.OLDEST_PENDING, seen.oldestPending().toMillis() / MILLIS);
    meters.set(Family.OLDEST_BATCH, seen.oldestBatch().toMillis() / MILLIS);
    meters.set(Family.QUEUE_EXACT, seen.isExact() ? 1 : 0);
    meters.set(Family.QUEUE_SEEN, seconds(seen.at()));
  }
}
