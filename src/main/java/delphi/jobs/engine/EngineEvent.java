package delphi.jobs.engine;

import delphi.jobs.handler.Levels;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Job;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Progress;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Transition;
import delphi.jobs.job.Unreadable;
import delphi.jobs.process.Command;
import delphi.jobs.process.Lines;
import delphi.jobs.process.ProcessListener;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something that has happened in the engine. Log lines, metrics and pages are made of these. */
public sealed interface EngineEvent {
  // The poller

  /**
   * It looks for jobs from now on.
   *
   * @param containment what holds the processes of its jobs, in words
   */
  record PollerStarted(EngineSettings settings, String containment) implements EngineEvent {}

  /** A look at the table that found these many candidates. */
  record Polled(int found, Duration took) implements EngineEvent {}

  /**
   * Its loop has gone round once more, at least twice a minute: nothing keeps it from its work.
   *
   * @param running jobs in its slots
   * @param jobsTaken since it was started
   */
  record Passed(int running, long jobsTaken) implements EngineEvent {}

  record StoreLost(String why, String remedy, Duration nextTry) implements EngineEvent {}

  record StoreBack(Duration after) implements EngineEvent {}

  /**
   * The journal takes nothing; logs are what rows hold of them.
   *
   * @param remedy what an operator can do; null when asking again may be enough
   */
  record JournalLost(String why, @Nullable String remedy) implements EngineEvent {}

  record JournalBack(Duration after) implements EngineEvent {}

  /** What this poller publishes of itself does not arrive; its jobs go on. Told once. */
  record RosterLost(String why, String remedy) implements EngineEvent {}

  record RosterBack(Duration after) implements EngineEvent {}

  /** What has happened to jobs is missing in their histories, because nothing took it in time. */
  record HistoryLost(long happenings) implements EngineEvent {}

  /** Our clock and the server's differ by more than half of what the leases allow for. */
  record ClocksDiffer(ClockDifference serverAhead, Duration limit) implements EngineEvent {}

  record ClocksAgree(ClockDifference serverAhead) implements EngineEvent {}

  /** The poller goes; it waits so long for what still runs. */
  record Draining(int running, Duration patience) implements EngineEvent {}

  record DrainForced(int running) implements EngineEvent {}

  record PollerStopped(long jobsRun) implements EngineEvent {}

  /** A whole pass failed for a reason nobody has thought of; the next one comes. */
  record PassFailed(Throwable cause) implements EngineEvent {}

  /** It hands back and ends, because the older pollers do better. */
  record Yielding(String why) implements EngineEvent {}

  // Rows that are not run

  record TypeLeftAlone(Job example) implements EngineEvent {}

  record Quarantined(Unreadable row) implements EngineEvent {}

  record UnreadableLeftAlone(Unreadable row) implements EngineEvent {}

  /** A job that another kind of poller holds beyond its time, or without any. */
  record ForeignOverdue(Job job) implements EngineEvent {}

  // The life of one job

  record Claimed(Job job) implements EngineEvent {}

  /** Somebody else was faster, or nobody knows. */
  record ClaimMissed(Job job, String why) implements EngineEvent {}

  /** The limit per conversation is kept by looking alone: there is no register. Told once. */
  record LimitUnsure(String why, String remedy) implements EngineEvent {}

  /** A job is left waiting because as many of its conversation run as may. Told once a job. */
  record WaitsForTurn(Job job, String why) implements EngineEvent {}

  record AttemptStarted(Job job, long pid, Command command) implements EngineEvent {}

  /** Lines that are good until the listener returns. */
  record ChildSaid(Job job, ProcessListener.Source source, Lines lines, Levels levels)
      implements EngineEvent {}

  record ProgressSaid(Job job, Progress progress) implements EngineEvent {}

  /**
   * Something about this job that somebody should know: a variable or statement that was refused.
   */
  record Warned(Job job, Topic topic, String message) implements EngineEvent {
    /** Which part of the engine warns. */
    public enum Topic {
      ENVIRONMENT,
      CHANNEL,
      STORE
    }
  }

  /**
   * Not everything that was said in an attempt is in its log.
   *
   * @param lines that there was no room for, of so many bytes
   * @param unwritten lines that the journal has not taken in time
   */
  record LogCut(Job job, long lines, long bytes, long unwritten) implements EngineEvent {}

  record Followed(Job by, NewJob job) implements EngineEvent {}

  /**
   * A job that has waited for a batch is at its end.
   *
   * @param check the job whose end has brought it about; null when a script has written it
   */
  record Concluded(Reading root, Ending ending, @Nullable Job check) implements EngineEvent {}

  /** What follows from the end of a check for its root is not written yet; the spool keeps it. */
  record ConclusionDelayed(Job check, String why) implements EngineEvent {}

  record Renewed(Job job, Duration took) implements EngineEvent {}

  /**
   * Nobody knows whether the lease was renewed, or the table does not renew it.
   *
   * @param remedy what an operator can do; null when asking again may be enough
   */
  record RenewalUnclear(Job job, String why, @Nullable String remedy, Duration leaseLeft)
      implements EngineEvent {}

  /** The right to run the job is gone; its process is killed and nothing more is written. */
  record LeaseLost(Job job, String why) implements EngineEvent {}

  record StopAsked(Job job, String why) implements EngineEvent {}

  /** The attempt is over and the row says so. */
  record Ended(Job job, Reading after, Transition written, Duration took) implements EngineEvent {}

  /**
   * The attempt is over, but the row is no longer ours to say so.
   *
   * @param place where the end lies for somebody who wants to look at it
   */
  record ResultRejected(Job job, Transition transition, String why, String place)
      implements EngineEvent {}

  /**
   * The attempt is over, but nobody knows whether the row says so; it is written again later.
   *
   * @param remedy what an operator can do; null when asking again may be enough
   */
  record ResultKept(Job job, Transition transition, String why, @Nullable String remedy)
      implements EngineEvent {}

  record ResultDelayed(Job job, String why, int tries) implements EngineEvent {}

  /** Something failed in our own code while it ran this job. */
  record AttemptFailed(Job job, Throwable cause) implements EngineEvent {}

  // Ends that their attempts could not write

  /** An end that was kept is in the table. */
  record Replayed(String jobId, Transition written, Reading after) implements EngineEvent {}

  /** An end that was kept came too late. */
  record ReplayRejected(String jobId, Transition transition, String why, String place)
      implements EngineEvent {}

  /** Something is wrong with what is kept on disk. */
  record SpoolTrouble(String what) implements EngineEvent {}

  // Jobs of pollers that are gone

  record Rescued(Job job, String why) implements EngineEvent {}

  record GivenUp(Job job, Ending ending, String why) implements EngineEvent {}

  record Held(Job job, String why) implements EngineEvent {}

  // Pollers that only look

  record InShadow(ShadowFact fact) implements EngineEvent {}
}
