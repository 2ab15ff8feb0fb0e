package delphi.jobs.ops;

import delphi.jobs.engine.ClockDifference;
import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.EngineSettings;
import delphi.jobs.engine.ShadowFact;
import delphi.jobs.engine.ShadowTally;
import delphi.jobs.handler.Levels;
import delphi.jobs.job.Batch;
import delphi.jobs.job.ClaimId;
import delphi.jobs.job.Config;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Fence;
import delphi.jobs.job.History;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.LogTail;
import delphi.jobs.job.Marks;
import delphi.jobs.job.Move;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Progress;
import delphi.jobs.job.Request;
import delphi.jobs.job.Results;
import delphi.jobs.job.Status;
import delphi.jobs.job.Tenure;
import delphi.jobs.job.Transition;
import delphi.jobs.job.Unreadable;
import delphi.jobs.process.Command;
import delphi.jobs.process.Lines;
import delphi.jobs.process.ProcessListener.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One event of each kind, as tests show them. */
public final class Events {
  public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  public static final ClaimId CLAIM = new ClaimId(2, new UUID(1, 2));
  public static final Job JOB =
      new Job(
          "01234567-89ab-cdef-0123-456789abcdef",
          JobType.FULL_PIPELINE,
          Status.PROCESSING,
          new Request("42", null, Config.EMPTY, Map.of(), 50, 3, null),
          Batch.NONE,
          new Tenure(2L, "worker-1", CLAIM, null, 1),
          new History(NOON, NOON, NOON, null, null),
          Marks.NONE,
          LogTail.EMPTY,
          null,
          List.of());

  private static final Lines TOLD = Lines.of("told elsewhere");
  private static final Fence FENCE = new Fence(JOB.id(), 2, CLAIM, Status.PROCESSING);
  private static final Unreadable ROW =
      new Unreadable("bad", "PENDING", null, List.of("timeout_seconds is 'soon'."));

  private Events() {}

  public static List<EngineEvent> all() {
    Duration second = Duration.ofSeconds(1);
    Command command =
        new Command(List.of("run", "--zid=42"), Path.of("/app"), Map.of("A", "secret"));
    NewJob next = new NewJob("next", JobType.BATCH_STATUS_CHECK, JOB.request(), Batch.NONE, "us");
    return List.of(
        new EngineEvent.PollerStarted(
            EngineSettings.defaults("worker-1", Path.of("/run")), "leash"),
        new EngineEvent.Polled(3, Duration.ofMillis(12)),
        new EngineEvent.Passed(2, 17),
        new EngineEvent.StoreLost("The table does not answer.", "Start it.", second),
        new EngineEvent.StoreBack(Duration.ofSeconds(200)),
        new EngineEvent.JournalLost("There is no such table.", "Make it."),
        new EngineEvent.JournalLost("throttled", null),
        new EngineEvent.JournalBack(Duration.ofSeconds(65)),
        new EngineEvent.HistoryLost(12),
        new EngineEvent.ClocksDiffer(
            new ClockDifference(Duration.ofMillis(-41_500), Duration.ofMillis(-40_500)),
            Duration.ofSeconds(10)),
        new EngineEvent.ClocksAgree(
            new ClockDifference(Duration.ofMillis(500), Duration.ofMillis(1_500))),
        new EngineEvent.Draining(2, Duration.ofSeconds(30)),
        new EngineEvent.DrainForced(1),
        new EngineEvent.PollerStopped(17),
        new EngineEvent.Yielding("ours failed 9 of 10 and theirs 1 of 40"),
        new EngineEvent.TypeLeftAlone(JOB),
        new EngineEvent.Quarantined(ROW),
        new EngineEvent.UnreadableLeftAlone(ROW),
        new EngineEvent.ForeignOverdue(JOB),
        new EngineEvent.Claimed(JOB),
        new EngineEvent.ClaimMissed(JOB, "somebody was faster"),
        new EngineEvent.RosterLost(
            "there is no table Delphi_JobJournal", "`delphi init` makes it."),
        new EngineEvent.RosterBack(Duration.ofMinutes(3)),
        new EngineEvent.LimitUnsure(
            "there is no table Delphi_JobJournal.", "`delphi init` makes it."),
        new EngineEvent.WaitsForTurn(JOB, "job j0 of conversation 12 is running"),
        new EngineEvent.AttemptStarted(JOB, 4711, command),
        new EngineEvent.ChildSaid(JOB, Source.STDOUT, TOLD, Levels.of(Source.STDOUT, TOLD)),
        new EngineEvent.ProgressSaid(JOB, new Progress("PCA", 0.5)),
        new EngineEvent.Warned(
            JOB, EngineEvent.Warned.Topic.ENVIRONMENT, "LD_PRELOAD may not be set by a row"),
        new EngineEvent.Warned(JOB, EngineEvent.Warned.Topic.CHANNEL, "not JSON"),
        new EngineEvent.Warned(JOB, EngineEvent.Warned.Topic.STORE, "the log does not fit"),
        new EngineEvent.LogCut(JOB, 3_150_411, 252_032_880, 0),
        new EngineEvent.Followed(JOB, next),
        new EngineEvent.Concluded(JOB, Ending.COMPLETED, JOB),
        new EngineEvent.Concluded(JOB, Ending.FAILED, null),
        new EngineEvent.ConclusionDelayed(JOB, "no answer"),
        new EngineEvent.Renewed(JOB, Duration.ofMillis(4)),
        new EngineEvent.RenewalUnclear(JOB, "no answer", null, Duration.ofSeconds(60)),
        new EngineEvent.LeaseLost(JOB, "the lease could not be renewed in time"),
        new EngineEvent.StopAsked(JOB, "Cancelled on request."),
        ended(Ending.COMPLETED, Results.plainSuccess()),
        ended(Ending.FAILED, Results.failure("Process exited with code 7")),
        ended(
            new Transition.Park(
                FENCE, NOON.plusSeconds(60), 0, 1, "Not done yet.", Notes.NONE, NOON)),
        ended(new Transition.HandBack(FENCE, 0, "The poller is going.", Notes.NONE, NOON)),
        ended(new Transition.Hold(FENCE, "It may have spent money.", Notes.NONE, NOON)),
        ended(
            new Transition.Adopt(
                FENCE.withStatus(Status.FAILED), Results.plainSuccess(), null, Notes.NONE, NOON)),
        new EngineEvent.ResultRejected(
            JOB,
            new Transition.HandBack(FENCE, 0, "r", Notes.NONE, NOON),
            "somebody else has changed the job",
            "/spool/rejected/2.end"),
        new EngineEvent.ResultKept(
            JOB, new Transition.HandBack(FENCE, 0, "r", Notes.NONE, NOON), "no answer", null),
        new EngineEvent.Replayed(
            "j1", new Transition.HandBack(FENCE, 0, "r", Notes.NONE, NOON), JOB),
        new EngineEvent.ReplayRejected(
            "j1",
            new Transition.HandBack(FENCE, 0, "r", Notes.NONE, NOON),
            "somebody else has changed the job",
            "/spool/rejected/2.end"),
        new EngineEvent.SpoolTrouble("The end in /spool/2.end cannot be read."),
        new EngineEvent.ResultDelayed(JOB, "no answer", 3),
        new EngineEvent.Rescued(JOB, "Worker w let its lease run out."),
        new EngineEvent.GivenUp(JOB, Ending.FAILED, "No attempts are left."),
        new EngineEvent.Held(JOB, "It may have spent money."),
        shadow(new ShadowFact.Started(EngineSettings.defaults("worker-1", Path.of("/run")))),
        shadow(
            new ShadowFact.WouldRun(
                JOB, "pipeline", command, List.of("LD_PRELOAD may not be set by a row"))),
        shadow(new ShadowFact.WouldRefuse(JOB, "max_votes 'many' is not a whole number")),
        shadow(new ShadowFact.WouldWrite(new Transition.Rescue(JOB.seen(), "gone", NOON))),
        shadow(new ShadowFact.Taken(JOB, second)),
        shadow(new ShadowFact.Ended(JOB, true)),
        shadow(new ShadowFact.Ended(JOB, null)),
        shadow(
            new ShadowFact.Stopped(
                new ShadowTally(
                    Map.of("pipeline", 7), 1, Map.of(Move.RESCUE, 2), 1, 2, 3, 1, 1, 2, 1))));
  }

  private static EngineEvent shadow(ShadowFact fact) {
    return new EngineEvent.InShadow(fact);
  }

  private static EngineEvent ended(Ending ending, Results results) {
    return ended(new Transition.Complete(FENCE, ending, results, Notes.NONE, NOON));
  }

  private static EngineEvent ended(Transition written) {
    return new EngineEvent.Ended(JOB, JOB, written, Duration.ofMillis(2_500));
  }
}
