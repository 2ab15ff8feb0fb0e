package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.StatementReader;
import delphi.jobs.job.Batch;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Job;
import delphi.jobs.job.Lease;
import delphi.jobs.job.LogEntry;
import delphi.jobs.job.LogTail;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Request;
import delphi.jobs.job.Results;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.memory.MemorySpool;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Condition;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Written;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rows of PROTOCOL's table "What an answer means", and its rules about time. */
class ClaimTest {
  private static final Duration USABLE = Duration.ofSeconds(90);
  private static final Duration HEARTBEAT = Duration.ofSeconds(20);

  private final TurnableTime time = new TurnableTime();
  private final ServerClock serverClock = new ServerClock(time);
  private final MemoryTable rows = new MemoryTable();
  private final FaultyTable table = new FaultyTable(rows);
  private final TableJobStore store = new TableJobStore(table, new RowReader(ZoneOffset.UTC));
  private final Recorder heard = new Recorder();
  private final EngineSettings settings = EngineSettings.defaults("us", Path.of("/nowhere"));
  private final Ports ports =
      new Ports(
          store,
          null,
          new MemorySpool(),
          HandProcesses.endless(),
          new HandlerRegistry(List.of(PlainHandler.PLAIN)),
          new StatementReader(),
          time,
          serverClock,
          new TurnableTasks(time),
          new Random(1),
          heard);

  @Test
  void aFreeJobIsWonAndCarriesTheClaim() throws Exception {
    Claim claim = won(submitted("a"));

    Job row = job("a");
    assertThat(row.state()).isEqualTo(State.PROCESSING);
    assertThat(row.tenure().version()).isEqualTo(2);
    assertThat(row.tenure().workerId()).isEqualTo("us");
    assertThat(row.tenure().attempt()).isEqualTo(1);
    assertThat(row.tenure().claimId()).isEqualTo(claim.fence().claimId());
    assertThat(row.tenure().isOurs()).isTrue();
  }

  @Test
  void aJobThatSomebodyElseTookIsMissed() throws Exception {
    Job seen = submitted("a");
    won(seen);

    assertThat(take(seen)).isInstanceOf(Taken.Missed.class);
  }

  @Test
  void aClaimWhoseAnswerWasLostIsRecognisedAsOurs() throws Exception {
    Job seen = submitted("a");
    table.nextAnswerIsLost();

    Claim claim = won(seen);

    assertThat(table.asked().subList(1, 3)).hasSize(2).containsOnly(table.asked().get(1));
    assertThat(job("a").tenure().version()).isEqualTo(2);
    assertThat(claim.fence().version()).isEqualTo(2);
  }

  @Test
  void aClaimThatIsNeverAnsweredIsGivenUpBeforeItsLeaseWouldBeOver() throws Exception {
    Job seen = submitted("a");
    for (int i = 0; i < 1_000; i++) {
      table.nextIsLost();
    }

    Taken taken = take(seen);

    assertThat(taken).isInstanceOf(Taken.Unwritable.class);
    assertThat(time.instant()).isBefore(TurnableTime.START.plus(Duration.ofSeconds(110)));
  }

  @Test
  void theLeaseCountsFromBeforeTheFirstTryNotFromTheAnswer() throws Exception {
    Job seen = submitted("a");
    long before = time.nanos();
    table.next((inner, change) -> {
      time.pass(Duration.ofSeconds(30));
      inner.write(change);
      return new Written.NoAnswer("late");
    });

    Claim claim = won(seen);

    assertThat(claim.deadlineNanos()).isEqualTo(before + USABLE.toNanos());
  }

  @Test
  void aRenewalMovesTheDeadlineAndNotTheVersion() throws Exception {
    Claim claim = won(submitted("a"));
    time.pass(HEARTBEAT);
    assertThat(claim.untilDue(false)).isZero();
    long started = time.nanos();

    assertThat(claim.renew(() -> Notes.NONE)).contains(Notes.NONE);

    assertThat(claim.deadlineNanos()).isEqualTo(started + USABLE.toNanos());
    assertThat(job("a").tenure().version()).isEqualTo(2);
    assertThat(job("a").tenure().lease())
        .extracting(Lease::expiresAt)
        .isEqualTo(time.instant().plus(settings.lease().length()));
    assertThat(claim.untilDue(false)).isEqualTo(HEARTBEAT);
  }

  @Test
  void anUnansweredRenewalIsRepeatedUnchangedAndCountsFromItsFirstTry() throws Exception {
    Claim claim = won(submitted("a"));
    time.pass(HEARTBEAT);
    long firstTry = time.nanos();
    table.nextAnswerIsLost();

    assertThat(claim.renew(() -> notes("one"))).isEmpty();
    time.pass(Duration.ofSeconds(15));
    assertThat(claim.untilDue(true)).isZero();
    assertThat(claim.renew(() -> notes("two"))).contains(notes("one"));

    assertThat(table.asked().get(2)).isEqualTo(table.asked().get(3));
    assertThat(claim.deadlineNanos()).isEqualTo(firstTry + USABLE.toNanos());
  }

  @Test
  void aRenewalOfAJobThatWasTakenOverMeansThatItIsLost() throws Exception {
    Claim claim = won(submitted("a"));
    oldPollerTakes("a", 2);
    time.pass(HEARTBEAT);

    assertThat(claim.renew(() -> Notes.NONE)).isEmpty();

    assertThat(claim.whyLost()).isPresent();
  }

  @Test
  void aLeaseThatCannotBeRenewedIsLostBeforeItEnds() throws Exception {
    Claim claim = won(submitted("a"));
    time.pass(USABLE.minusMillis(1));
    assertThat(claim.whyLost()).isEmpty();

    time.pass(Duration.ofMillis(1));

    assertThat(claim.whyLost()).isPresent();
  }

  @Test
  void aSuspendedMachineLosesItsLeaseThoughItsMonotonicClockStoodStill() throws Exception {
    Claim claim = won(submitted("a"));

    time.suspend(Duration.ofMinutes(5));

    assertThat(claim.whyLost()).isPresent();
  }

  @Test
  void aClockThatWasSetBackDoesNotProlongALease() throws Exception {
    Claim claim = won(submitted("a"));
    time.setWallBack(Duration.ofHours(1));

    time.pass(USABLE);

    assertThat(claim.whyLost()).isPresent();
  }

  @Test
  void aClockThatWasSetBackTakesNothingOfTheLeaseBackAndStillBringsTheLog() throws Exception {
    Claim claim = won(submitted("a"));
    Lease before = job("a").tenure().lease();
    time.setWallBack(Duration.ofHours(1));
    time.pass(HEARTBEAT);

    assertThat(claim.renew(() -> notes("said"))).contains(notes("said"));

    assertThat(job("a").tenure().lease()).isEqualTo(before);
    assertThat(job("a").log().entries()).hasSize(1);
  }

  @Test
  void aCompletionWhoseAnswerWasLostIsDoneOnce() throws Exception {
    Claim claim = won(submitted("a"));
    table.nextAnswerIsLost();
    EndWrite end = claim.ending(completion(claim));

    assertThat(end.tryOnce()).isInstanceOf(Closing.Open.class);
    assertThat(end.tryOnce()).isInstanceOf(Closing.Written.class);

    assertThat(job("a").state()).isEqualTo(State.COMPLETED);
    assertThat(job("a").tenure().version()).isEqualTo(3);
  }

  @Test
  void nothingIsWrittenOverAJobThatWasTakenOver() throws Exception {
    Claim claim = won(submitted("a"));
    oldPollerTakes("a", 2);
    Row before = rows.get("a").orElseThrow();

    Closing closing = claim.ending(completion(claim)).tryOnce();

    assertThat(closing).isInstanceOf(Closing.Rejected.class);
    assertThat(rows.get("a")).contains(before);
  }

  @Test
  void anEndThatTheScriptWroteStaysAndOurResultsArePutBesideIt() throws Exception {
    Claim claim = won(submitted("a"));
    scriptSets("a", Status.FAILED, "{\"error\":\"the provider said no\",\"batch\":7}");

    Closing closing = claim.ending(completion(claim)).tryOnce();

    assertThat(closing).isInstanceOf(Closing.Written.class);
    assertThat(job("a").state()).isEqualTo(State.FAILED);
    assertThat(job("a").storedResults())
        .contains("the provider said no", "\"batch\":7", "\"return_code\":0");
    assertThat(job("a").tenure().lease()).isNull();
  }

  @Test
  void aLeaseGoesOnWhileTheScriptThatSetItsStatusStillRuns() throws Exception {
    Claim claim = won(submitted("a"));
    scriptSets("a", Status.FAILED, "{}");
    time.pass(HEARTBEAT);

    claim.renew(() -> Notes.NONE);
    assertThat(claim.whyLost()).isEmpty();
    assertThat(claim.renew(() -> Notes.NONE)).isPresent();

    claim.ending(completion(claim)).tryOnce();
    assertThat(job("a").state()).isEqualTo(State.FAILED);
  }

  @Test
  void aRowThatIsFullLosesLogFirstAndNeverTheReturnCode() throws Exception {
    Claim claim = won(submitted("a"));
    for (int i = 0; i < 2; i++) {
      table.next((_, _) -> new Written.TooLarge("400 KB"));
    }
    Results results = new Results(true, null, 0, "long output", null, null, Map.of("much", "more"));
    Transition.Noted end =
        new Transition.Complete(
            claim.fence(), Ending.COMPLETED, results, notes("x".repeat(100)), time.instant());

    assertThat(claim.ending(end).tryOnce()).isInstanceOf(Closing.Written.class);

    assertThat(job("a").storedResults())
        .contains("\"return_code\":0")
        .doesNotContain("long output");
  }

  @Test
  void aRequestToCancelIsHeardWithTheNextRenewal() throws Exception {
    Claim claim = won(submitted("a"));
    store.apply(new Transition.RequestCancel(job("a").seen(), time.instant()));
    assertThat(claim.isCancelRequested()).isFalse();
    time.pass(HEARTBEAT);

    claim.renew(() -> Notes.NONE);

    assertThat(claim.isCancelRequested()).isTrue();
  }

  private Transition.Noted completion(Claim claim) {
    Results results = new Results(true, null, 0, null, null, null, Map.of());
    return new Transition.Complete(
        claim.fence(), Ending.COMPLETED, results, Notes.NONE, time.instant());
  }

  private static Notes notes(String message) {
    LogEntry entry = new LogEntry(Instant.EPOCH, LogEntry.Level.INFO, message);
    return new Notes(LogTail.EMPTY.plus(List.of(entry)), null, Map.of(), null);
  }

  private Job submitted(String id) {
    Request request = Request.forConversation("12");
    store.submit(new NewJob(id, PlainHandler.TYPE, request, Batch.NONE, "test"), time.instant());
    return job(id);
  }

  private Job job(String id) {
    return (Job) store.find(id).orElseThrow();
  }

  private Taken take(Job seen) throws InterruptedException {
    Signal wake = new TurnableTasks(time).signal();
    return new ClaimTaker(ports, settings).take(seen, new StopRequest(wake), wake);
  }

  private Claim won(Job seen) throws InterruptedException {
    Taken taken = take(seen);
    assertThat(taken).isInstanceOf(Taken.Won.class);
    return ((Taken.Won) taken).claim();
  }

  /** The claim of an older poller: it knows version, status and lock, and nothing of ours. */
  private void oldPollerTakes(String id, long version) {
    Change change =
        new Change(
            id,
            List.of(new Condition.Equal(Name.VERSION, new Attribute.Num(version))),
            Map.of(
                Name.STATUS, new Attribute.Text("PROCESSING"),
                Name.WORKER_ID, new Attribute.Text("old"),
                Name.VERSION, new Attribute.Num(version + 1)),
            Set.of());
    assertThat(rows.write(change)).isInstanceOf(Written.Done.class);
  }

  private void scriptSets(String id, Status status, String results) {
    Change change =
        new Change(
            id,
            List.of(new Condition.Equal(Name.JOB_ID, new Attribute.Text(id))),
            Map.of(
                Name.STATUS, new Attribute.Text(status.name()),
                Name.JOB_RESULTS, new Attribute.Text(results)),
            Set.of());
    assertThat(rows.write(change)).isInstanceOf(Written.Done.class);
  }
}
