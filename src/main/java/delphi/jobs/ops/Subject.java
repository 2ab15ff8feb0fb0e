package delphi.jobs.ops;

import delphi.jobs.engine.EngineEvent;
import delphi.jobs.job.Job;
import delphi.jobs.job.Reading;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The job that an event is about, as far as it says.
 *
 * @param type null when the event does not name it
 */
record Subject(String jobId, @Nullable String type) {
  /** Empty for an event about no job, or about many. */
  static Optional<Subject> of(EngineEvent event) {
    return switch (event) {
      case EngineEvent.TypeLeftAlone(Job job) -> of(job);
      case EngineEvent.ForeignOverdue(Job job) -> of(job);
      case EngineEvent.Claimed(Job job) -> of(job);
      case EngineEvent.ClaimMissed(Job job, var _) -> of(job);
      case EngineEvent.WaitsForTurn(Job job, var _) -> of(job);
      case EngineEvent.AttemptStarted(Job job, var _, var _) -> of(job);
      case EngineEvent.ChildSaid(Job job, var _, var _, var _) -> of(job);
      case EngineEvent.ProgressSaid(Job job, var _) -> of(job);
      case EngineEvent.Warned(Job job, var _, var _) -> of(job);
      case EngineEvent.LogCut(Job job, var _, var _, var _) -> of(job);
      case EngineEvent.Followed(Job by, var _) -> of(by);
      case EngineEvent.Concluded(Reading root, var _, var _) -> of(root);
      case EngineEvent.ConclusionDelayed(Job check, var _) -> of(check);
      case EngineEvent.Renewed(Job job, var _) -> of(job);
      case EngineEvent.RenewalUnclear(Job job, var _, var _, var _) -> of(job);
      case EngineEvent.LeaseLost(Job job, var _) -> of(job);
      case EngineEvent.StopAsked(Job job, var _) -> of(job);
      case EngineEvent.Ended(Job job, var _, var _, var _) -> of(job);
      case EngineEvent.ResultRejected(Job job, var _, var _, var _) -> of(job);
      case EngineEvent.ResultKept(Job job, var _, var _, var _) -> of(job);
      case EngineEvent.ResultDelayed(Job job, var _, var _) -> of(job);
      case EngineEvent.AttemptFailed(Job job, var _) -> of(job);
      case EngineEvent.Rescued(Job job, var _) -> of(job);
      case EngineEvent.GivenUp(Job job, var _, var _) -> of(job);
      case EngineEvent.Held(Job job, var _) -> of(job);
      case EngineEvent.Quarantined(var row) -> of(row);
      case EngineEvent.UnreadableLeftAlone(var row) -> of(row);
      case EngineEvent.Replayed(String jobId, var _, var _) ->
          Optional.of(new Subject(jobId, null));
      case EngineEvent.ReplayRejected(String jobId, var _, var _, var _) ->
          Optional.of(new Subject(jobId, null));
      case EngineEvent.PollerStarted _,
          EngineEvent.Polled _,
          EngineEvent.Passed _,
          EngineEvent.StoreLost _,
          EngineEvent.StoreBack _,
          EngineEvent.JournalLost _,
          EngineEvent.JournalBack _,
          EngineEvent.RosterLost _,
          EngineEvent.RosterBack _,
          EngineEvent.HistoryLost _,
          EngineEvent.ClocksDiffer _,
          EngineEvent.ClocksAgree _,
          EngineEvent.Draining _,
          EngineEvent.DrainForced _,
          EngineEvent.PollerStopped _,
          EngineEvent.PassFailed _,
          EngineEvent.Yielding _,
          EngineEvent.LimitUnsure _,
          EngineEvent.SpoolTrouble _,
          EngineEvent.InShadow _ ->
          Optional.empty();
    };
  }

  private static Optional<Subject> of(Reading reading) {
    return Optional.of(
        new Subject(reading.id(), reading instanceof Job job ? job.type().name() : null));
  }
}
