package delphi.jobs.app;

import delphi.jobs.desk.StoredResults;
import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.EngineListener;
import delphi.jobs.engine.Signal;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Progress;
import delphi.jobs.job.Reading;
import delphi.jobs.job.State;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The jobs of this run of {@code up} as the engine tells of them, in the order they came. */
final class Board implements EngineListener {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Signal changed;

  /**
   * @param changed raised whenever something here is new
   */
  Board(Signal changed) {
    this.changed = changed;
  }

  /**
   * One job.
   *
   * @param startedAt when its newest attempt began; null before the first
   * @param took how long its newest attempt ran; null while it runs
   * @param note its stage while it runs, why it failed when it did
   * @param percent how far it says that it is; null when it has not said
   */
  record Entry(
      String id,
      JobType type,
      State state,
      @Nullable Instant startedAt,
      @Nullable Duration took,
      String note,
      @Nullable Long percent) {
    static Entry waiting(String id, JobType type) {
      return new Entry(id, type, State.PENDING, null, null, "", null);
    }

    /** How long its newest attempt has run, or ran; null before the first. */
    @Nullable Duration elapsed(Instant now) {
      return took != null || startedAt == null ? took : Duration.between(startedAt, now);
    }

    /** Its note, with how far it is. */
    String details() {
      return percent == null ? note : (note + " " + percent + " %").strip();
    }

    private Entry claimed(Job job) {
      return new Entry(id, type, State.PROCESSING, job.history().startedAt(), null, "", null);
    }

    private Entry at(Progress progress) {
      String stage = progress.stage() == null ? "" : progress.stage();
      Double done = progress.done();
      Long hundredths = done == null ? null : Math.round(done * 100);
      return new Entry(id, type, state, startedAt, took, stage, hundredths);
    }

    private Entry ended(Job after, @Nullable Duration span) {
      String why =
          switch (after.state()) {
            case FAILED, CANCELLED, QUARANTINED ->
                StoredResults.of(after.storedResults()).error().orElse("");
            case PENDING, RECHECK, PARKED, HELD ->
                after.marks().lastError() == null ? "" : after.marks().lastError();
            case PROCESSING, COMPLETED, FOREIGN -> "";
          };
      return new Entry(id, type, after.state(), startedAt, span, why, null);
    }

    private Entry now(State other, String why) {
      return new Entry(id, type, other, startedAt, took, why, null);
    }
  }

  /** A job that was submitted by us. */
  void add(NewJob job) {
    change(job.id(), job.type(), entry -> entry);
  }

  List<Entry> entries() {
    lock.lock();
    try {
      return List.copyOf(entries.values());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void hear(EngineEvent event) {
    switch (event) {
      case EngineEvent.Claimed(Job job) -> change(job, entry -> entry.claimed(job));
      case EngineEvent.ProgressSaid(Job job, Progress progress) ->
          change(job, entry -> entry.at(progress));
      case EngineEvent.Followed(Job _, NewJob job) -> add(job);
      case EngineEvent.Ended(Job job, Reading after, var _, Duration took) -> {
        if (after instanceof Job now) {
          change(job, entry -> entry.ended(now, took));
        }
      }
      case EngineEvent.Replayed(var _, var _, Reading after) -> {
        if (after instanceof Job now) {
          change(now, entry -> entry.ended(now, entry.took()));
        }
      }
      case EngineEvent.LeaseLost(Job job, String why) ->
          change(job, entry -> entry.now(State.PENDING, why));
      case EngineEvent.Rescued(Job job, String why) ->
          change(job, entry -> entry.now(State.PENDING, why));
      case EngineEvent.GivenUp(Job job, var ending, String why) ->
          change(job, entry -> entry.now(ending.state(), why));
      case EngineEvent.Held(Job job, String why) ->
          change(job, entry -> entry.now(State.HELD, why));
      case EngineEvent.Quarantined(var row) ->
          change(
              row.id(),
              new JobType("UNREADABLE"),
              entry -> entry.now(State.QUARANTINED, String.join(" ", row.problems())));
      case EngineEvent.Concluded(Reading root, var _, var _) -> {
        if (root instanceof Job now) {
          change(now, entry -> entry.ended(now, entry.took()));
        }
      }
      case EngineEvent.PollerStarted _,
          EngineEvent.ConclusionDelayed _,
          EngineEvent.Polled _,
          EngineEvent.Passed _,
          EngineEvent.StoreLost _,
          EngineEvent.StoreBack _,
          EngineEvent.JournalLost _,
          EngineEvent.JournalBack _,
          EngineEvent.HistoryLost _,
          EngineEvent.LogCut _,
          EngineEvent.ClocksDiffer _,
          EngineEvent.ClocksAgree _,
          EngineEvent.Draining _,
          EngineEvent.DrainForced _,
          EngineEvent.PollerStopped _,
          EngineEvent.PassFailed _,
          EngineEvent.TypeLeftAlone _,
          EngineEvent.UnreadableLeftAlone _,
          EngineEvent.ForeignOverdue _,
          EngineEvent.ClaimMissed _,
          EngineEvent.LimitUnsure _,
          EngineEvent.RosterLost _,
          EngineEvent.RosterBack _,
          EngineEvent.WaitsForTurn _,
          EngineEvent.AttemptStarted _,
          EngineEvent.ChildSaid _,
          EngineEvent.Warned _,
          EngineEvent.Renewed _,
          EngineEvent.RenewalUnclear _,
          EngineEvent.StopAsked _,
          EngineEvent.ResultRejected _,
          EngineEvent.ResultDelayed _,
          EngineEvent.ResultKept _,
          EngineEvent.ReplayRejected _,
          EngineEvent.SpoolTrouble _,
          EngineEvent.AttemptFailed _,
          EngineEvent.Yielding _,
          EngineEvent.InShadow _ -> {}
    }
  }

  private void change(Job job, UnaryOperator<Entry> to) {
    change(job.id(), job.type(), to);
  }

  private void change(String id, JobType type, UnaryOperator<Entry> to) {
    lock.lock();
    try {
      Entry before = entries.getOrDefault(id, Entry.waiting(id, type));
      entries.put(id, to.apply(before));
    } finally {
      lock.unlock();
    }
    changed.raise();
  }
}
