package delphi.jobs.ops.metrics;

import delphi.jobs.engine.ClockDifference;
import delphi.jobs.engine.EngineEvent;
import delphi.jobs.engine.EngineSettings;
import delphi.jobs.engine.ThreadTasks;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Fence;
import delphi.jobs.job.Job;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Results;
import delphi.jobs.job.Share;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.job.Unreadable;
import delphi.jobs.ops.Events;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.memory.MemoryRoster;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.roster.Health;
import delphi.jobs.store.roster.Load;
import delphi.jobs.store.roster.Presence;
import delphi.jobs.store.roster.Program;
import delphi.jobs.store.roster.Scope;
import delphi.jobs.store.roster.Standing;
import delphi.jobs.store.roster.WorkerRecord;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Stamp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** A poller and a table as their numbers see them, in which something goes wrong. */
final class Fault {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration LATER = Duration.ofMinutes(6);

  private final MemoryTable table = new MemoryTable();
  private final MemoryRoster roster = new MemoryRoster();
  private final Moment now = new Moment(START);
  private Metrics metrics = new Metrics("1", now);
  private boolean goesRound = true;

  /** All is well, and something is done. */
  Fault() {
    watch();
    hear(
        new EngineEvent.PollerStarted(
            EngineSettings.defaults("worker-1", Path.of("/run")), "leash"));
    hear(new EngineEvent.Claimed(Events.JOB));
    end(Ending.COMPLETED);
    requests("done", Duration.ofMillis(5));
    round();
  }

  /** What is scraped now. */
  Scrape scrape() {
    return Scrape.of(now.instant(), metrics.scrape());
  }

  /** Some minutes pass in which all is well but for what was made to go wrong. */
  void letPass() {
    now.pass(LATER);
    round();
  }

  /** Makes that go wrong for which the alert of this name is. */
  void inject(String alert) {
    switch (alert) {
      case "DelphiNoPoller" -> {
        metrics = new Metrics("1", now);
        goesRound = false;
      }
      case "DelphiPollerStandsStill" -> goesRound = false;
      case "DelphiTableLost" -> hear(new EngineEvent.StoreLost("gone", "", Duration.ZERO));
      case "DelphiJournalLost" -> hear(new EngineEvent.JournalLost("gone", ""));
      case "DelphiClockDiffers" ->
          hear(
              new EngineEvent.ClocksDiffer(
                  new ClockDifference(Duration.ofSeconds(40), Duration.ofSeconds(41)),
                  Duration.ofSeconds(10)));
      case "DelphiJobsWait" -> put(ARow.pending("w").text("created_at", at(-7_200)));
      case "DelphiTooFewWorkers" -> {
        put(ARow.pending("w").text("created_at", at(-900)));
        publish(2);
      }
      case "DelphiJobsOverdue" ->
          put(
              ARow.pending("o")
                  .text("status", "PROCESSING")
                  .text("worker_id", "w")
                  .text("lock_expires_at", at(-60)));
      case "DelphiJobsHeld" ->
          put(ARow.pending("h").text("status", "PROCESSING").text("phase", "HELD"));
      case "DelphiBatchLate" ->
          put(
              ARow.pending("b")
                  .text("status", "PROCESSING")
                  .text("phase", "PARKED")
                  .text("batch_since", at(-25 * 3_600)));
      case "DelphiJobsFail" -> {
        for (int job = 0; job < 3; job++) {
          end(Ending.FAILED);
        }
      }
      case "DelphiLeasesLost" -> hear(new EngineEvent.LeaseLost(Events.JOB, "late"));
      case "DelphiRescues" -> {
        for (int job = 0; job < 4; job++) {
          hear(new EngineEvent.Rescued(Events.JOB, "gone"));
        }
      }
      case "DelphiEndsRejected" ->
          hear(new EngineEvent.ReplayRejected("j", handBack(), "changed", "/spool/x"));
      case "DelphiSpoolTrouble" -> hear(new EngineEvent.SpoolTrouble("broken"));
      case "DelphiRowsUnreadable" ->
          hear(
              new EngineEvent.UnreadableLeftAlone(
                  new Unreadable("bad", "PENDING", null, List.of("odd"))));
      case "DelphiStoreErrors" -> requests("unavailable", Duration.ofMillis(5));
      case "DelphiStoreSlow" -> requests("done", Duration.ofSeconds(3));
      case "DelphiLinesDropped" -> hear(new EngineEvent.LogCut(Events.JOB, 0, 0, 7));
      case "DelphiHistoryLost" -> hear(new EngineEvent.HistoryLost(3));
      case "DelphiMessagesLost" -> metrics.countMessage(false);
      case "DelphiDefect" -> hear(new EngineEvent.PassFailed(new IllegalStateException("x")));
      default -> throw new AssertionError("nobody knows how to make " + alert + " fire");
    }
  }

  private void round() {
    if (goesRound) {
      publish(1);
      hear(new EngineEvent.Polled(0, Duration.ZERO));
      hear(new EngineEvent.Passed(0, 1));
      requests("done", Duration.ofMillis(5));
    }
  }

  private void watch() {
    metrics.watch(
        new TableJobStore(table, new RowReader(ZoneOffset.UTC)),
        roster,
        now,
        new ThreadTasks(),
        Duration.ofMinutes(1));
  }

  private void hear(EngineEvent event) {
    metrics.hear(event);
  }

  private void requests(String outcome, Duration took) {
    for (int request = 0; request < 10; request++) {
      metrics.store().answered("Query", outcome, took);
    }
  }

  private void end(Ending ending) {
    Job job = Events.JOB;
    Job after =
        new Job(
            job.id(),
            job.type(),
            ending.status(),
            job.request(),
            job.batch(),
            job.tenure(),
            job.history(),
            job.marks(),
            job.log(),
            null,
            List.of());
    Results results =
        ending == Ending.COMPLETED ? Results.plainSuccess() : Results.failure("exit 7");
    hear(
        new EngineEvent.Ended(
            job,
            after,
            new Transition.Complete(fence(), ending, results, Notes.NONE, START),
            Duration.ofSeconds(5)));
  }

  private static Transition handBack() {
    return new Transition.HandBack(fence(), 0, "r", Notes.NONE, START);
  }

  private static Fence fence() {
    return new Fence(Events.JOB.id(), 2, Events.CLAIM, Status.PROCESSING);
  }

  private void put(ARow row) {
    table.write(Change.insert(row.row()));
  }

  private String at(long secondsFromNow) {
    return Stamp.of(now.instant().plusSeconds(secondsFromNow));
  }

  private int mostBusy;

  /** Two slots, of which at least so many are taken from now on. */
  private void publish(int busy) {
    mostBusy = Math.max(mostBusy, busy);
    roster.publish(
        new WorkerRecord(
            "w",
            new Program("1", "host", 1, "0a1b2c3d4e5f"),
            new Presence(Standing.WORKING, now.instant(), now.instant(), Duration.ofSeconds(30)),
            new Load(2, mostBusy, List.of()),
            new Scope(Set.of(), Set.of(), Set.of(), Share.ALL),
            new Health("leash", null, null)));
  }
}
