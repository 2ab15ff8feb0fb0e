package delphi.jobs.app.bench;

import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.EngineListener;
import delphi.jobs.engine.Signal;
import delphi.jobs.job.Job;
import delphi.jobs.job.State;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What happened to each job of one measurement: when it started, how often, and how it ended. */
final class Ledger implements EngineListener {
  private final Map<String, Long> startedNanos = new ConcurrentHashMap<>();
  private final Map<String, Integer> completed = new ConcurrentHashMap<>();
  private final LongAdder missed = new LongAdder();
  private final ConcurrentLinkedQueue<String> troubles = new ConcurrentLinkedQueue<>();
  private final Signal news;

  /**
   * @param news raised whenever a job has started or a look at the table is over
   */
  Ledger(Signal news) {
    this.news = news;
  }

  @Override
  public void hear(EngineEvent event) {
    switch (event) {
      case EngineEvent.AttemptStarted started -> {
        if (startedNanos.put(started.job().id(), System.nanoTime()) != null) {
          troubles.add("job " + started.job().id() + " was started twice");
        }
        news.raise();
      }
      case EngineEvent.Ended ended -> end(ended);
      case EngineEvent.ClaimMissed _ -> missed.increment();
      case EngineEvent.Polled _ -> news.raise();
      case EngineEvent.StoreLost(String why, _, _) -> troubles.add(why);
      case EngineEvent.LeaseLost(Job job, String why) -> troubles.add(job.id() + ": " + why);
      case EngineEvent.ResultRejected(Job job, _, String why, _) ->
          troubles.add(job.id() + ": " + why);
      case EngineEvent.SpoolTrouble(String what) -> troubles.add(what);
      case EngineEvent.PassFailed(Throwable cause) -> troubles.add(cause.toString());
      case EngineEvent.AttemptFailed(Job job, Throwable cause) ->
          troubles.add(job.id() + ": " + cause);
      // The rest says nothing about whether the figures may be believed.
      case EngineEvent.PollerStarted _,
          EngineEvent.Passed _,
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
          EngineEvent.TypeLeftAlone _,
          EngineEvent.Quarantined _,
          EngineEvent.UnreadableLeftAlone _,
          EngineEvent.ForeignOverdue _,
          EngineEvent.LimitUnsure _,
          EngineEvent.RosterLost _,
          EngineEvent.RosterBack _,
          EngineEvent.WaitsForTurn _,
          EngineEvent.Claimed _,
          EngineEvent.ChildSaid _,
          EngineEvent.ProgressSaid _,
          EngineEvent.Warned _,
          EngineEvent.Followed _,
          EngineEvent.Concluded _,
          EngineEvent.ConclusionDelayed _,
          EngineEvent.Renewed _,
          EngineEvent.RenewalUnclear _,
          EngineEvent.StopAsked _,
          EngineEvent.ResultDelayed _,
          EngineEvent.ResultKept _,
          EngineEvent.Replayed _,
          EngineEvent.ReplayRejected _,
          EngineEvent.Rescued _,
          EngineEvent.GivenUp _,
          EngineEvent.Held _,
          EngineEvent.Yielding _,
          EngineEvent.InShadow _ -> {}
    }
  }

  private void end(EngineEvent.Ended ended) {
    String id = ended.job().id();
    completed.merge(id, 1, Integer::sum);
    if (!(ended.after() instanceof Job job) || job.state() != State.COMPLETED) {
      troubles.add("job " + id + " did not end as completed");
    }
  }

  /** When a job's process was seen to run, on the monotonic clock; 0 when it was not yet. */
  long startedNanos(String jobId) {
    return startedNanos.getOrDefault(jobId, 0L);
  }

  int started() {
    return startedNanos.size();
  }

  /** Claims that somebody else had won. */
  long missed() {
    return missed.sum();
  }

  /** Why the figures must not be believed; empty when each of so many jobs ran exactly once. */
  List<String> troubles(int jobs) {
    if (completed.size() != jobs) {
      troubles.add(completed.size() + " of " + jobs + " jobs were completed");
    }
    completed.forEach((id, times) -> {
      if (times > 1) {
        troubles.add("job " + id + " was completed " + times + " times");
      }
    });
    return List.copyOf(troubles);
  }
}
