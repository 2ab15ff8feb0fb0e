package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.job.ClaimId;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Fence;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Results;
import delphi.jobs.job.State;
import delphi.jobs.job.Status;
import delphi.jobs.job.Transition;
import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.store.SpooledEnd;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.Stamp;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The whole engine over a table in memory: what becomes of jobs, and of rows that are none. */
class PollerTest {
  @Test
  void everyWaitingJobIsRunOnceAndEnds() {
    HandProcesses processes = HandProcesses.exiting(0);
    try (Workshop shop =
        Workshop.with(Workshop.settings().withSlots(4).withExit(ExitRule.WHEN_EMPTY), processes)) {
      IntStream.range(0, 250).forEach(i -> shop.submit("job-" + i));

      shop.start();
      shop.awaitEnd();

      assertThat(processes.started()).hasSize(250);
      assertThat(IntStream.range(0, 250).mapToObj(i -> shop.job("job-" + i)))
          .allMatch(job -> job.state() == State.COMPLETED && job.tenure().attempt() == 1)
          .allMatch(job -> job.tenure().lease() == null);
    }
  }

  @Test
  void aFailureIsTheScriptsAnswerAndIsNotRepeated() {
    HandProcesses processes = HandProcesses.exiting(7);
    try (Workshop shop = Workshop.with(Workshop.settings(), processes)) {
      shop.submit("a");
      shop.start();

      shop.heard.await(EngineEvent.Ended.class, 1);

      assertThat(shop.job("a").state()).isEqualTo(State.FAILED);
      assertThat(shop.job("a").storedResults()).contains("Process exited with code 7");
      assertThat(processes.started()).hasSize(1);
    }
  }

  @Test
  void higherPriorityGoesFirstAndOlderAmongEquals() {
    List<String> order = new ArrayList<>();
    HandProcesses processes =
        new HandProcesses(hand -> {
          order.add(hand.command().argv().getLast());
          hand.exit(0);
        });
    try (Workshop shop =
        Workshop.with(Workshop.settings().withExit(ExitRule.WHEN_EMPTY), processes)) {
      shop.submit("first", PlainHandler.TYPE, 50, 3);
      shop.submit("second", PlainHandler.TYPE, 50, 3);
      shop.submit("urgent", PlainHandler.TYPE, 90, 3);
      shop.submit("whenever", PlainHandler.TYPE, 1, 3);

      shop.start();
      shop.awaitEnd();

      assertThat(order).containsExactly("urgent", "first", "second", "whenever");
    }
  }

  @Test
  void whatIsDueAndWhatWaitsTakeTurns() {
    List<String> order = new ArrayList<>();
    HandProcesses processes =
        new HandProcesses(hand -> {
          order.add(hand.command().argv().getLast().substring(0, 3));
          hand.exit(0);
        });
    try (Workshop shop =
        Workshop.with(Workshop.settings().withExit(ExitRule.WHEN_EMPTY), processes)) {
      Instant past = shop.time.instant().minusSeconds(60);
      IntStream.range(0, 20)
          .forEach(i ->
              shop.row(
                  "due-" + i,
                  Map.of(
                      Name.STATUS, new Attribute.Text("PROCESSING"),
                      Name.PHASE, new Attribute.Text("PARKED"),
                      Name.LOCK_EXPIRES_AT, new Attribute.Text(Stamp.of(past)))));
      IntStream.range(0, 20).forEach(i -> shop.submit("new-" + i));

      shop.start();
      shop.awaitEnd();

      assertThat(order).hasSize(40);
      assertThat(order.subList(0, 20)).filteredOn("due"::equals).hasSize(10);
    }
  }

  @Test
  void aTypeThatNobodyHandlesIsLeftAloneAndToldOnceHoweverManyStandBeforeTheOthers() {
    try (Workshop shop = Workshop.with(Workshop.settings(), HandProcesses.exiting(0))) {
      IntStream.range(0, 350)
          .forEach(
              i -> shop.row("odd-" + i, Map.of(Name.JOB_TYPE, new Attribute.Text("SOMETHING"))));
      shop.submit("ours");
      shop.start();

      shop.heard.await(EngineEvent.Ended.class, 1);

      assertThat(shop.job("ours").state()).isEqualTo(State.COMPLETED);
      assertThat(shop.heard.all(EngineEvent.TypeLeftAlone.class)).hasSize(1);
      assertThat(shop.job("odd-0").state()).isEqualTo(State.PENDING);
      assertThat(shop.job("odd-0").tenure().version()).isEqualTo(1);
    }
  }

  @Test
  void rowsThatCannotBeReadArePutAsideAndTheJobBehindThemStartsInTheSameLook() {
    try (Workshop shop =
        Workshop.with(
            Workshop.settings().withInterval(Duration.ofMinutes(1)), HandProcesses.exiting(0))) {
      IntStream.range(0, 150)
          .forEach(
              i -> shop.row("bad-" + i, Map.of(Name.TIMEOUT_SECONDS, new Attribute.Text("soon"))));
      shop.submit("good");
      shop.start();

      shop.heard.await(EngineEvent.Ended.class, 1);

      assertThat(shop.heard.all(EngineEvent.Polled.class)).hasSize(1);
      assertThat(shop.heard.all(EngineEvent.Quarantined.class)).hasSize(150);
      Row bad = shop.rows.get("bad-0").orElseThrow();
      assertThat(bad.text(Name.STATUS)).contains("FAILED");
      assertThat(bad.text(Name.PHASE)).contains("QUARANTINED");
      assertThat(bad.text(Name.JOB_RESULTS).orElseThrow()).contains("timeout_seconds", "soon");
    }
  }

  @Test
  void aCheckThatSaysNotYetIsParkedWithoutASlotAndCountedApartFromAttempts() {
    List<Integer> codes = new ArrayList<>(List.of(3, 3, 0));
    HandProcesses processes = new HandProcesses(hand -> hand.exit(codes.removeFirst()));
    try (Workshop shop = Workshop.with(Workshop.settings(), processes)) {
      shop.submit("check", PlainHandler.TYPE, 50, 0);
      shop.start();

      shop.heard.await(
          EngineEvent.Ended.class, 1, ended -> ended.written() instanceof Transition.Complete);

      Job job = shop.job("check");
      assertThat(job.state()).isEqualTo(State.COMPLETED);
      assertThat(job.marks().recheckCount()).isEqualTo(2);
      assertThat(job.tenure().attempt()).isEqualTo(1);
      assertThat(processes.started()).hasSize(3);
    }
  }

  @Test
  void checksThatNeverEndAreEndedAsFailedWithTheReason() {
    try (Workshop shop = Workshop.with(Workshop.settings(), HandProcesses.exiting(3))) {
      shop.submit("check");
      shop.start();

      shop.heard.await(
          EngineEvent.Ended.class, 1, ended -> ended.written() instanceof Transition.Complete);

      assertThat(shop.job("check").state()).isEqualTo(State.FAILED);
      assertThat(shop.job("check").storedResults()).contains("5 checks");
    }
  }

  @Test
  void aPassingFailureIsTriedAgainAsOftenAsTheJobAllows() {
    HandProcesses processes = HandProcesses.exiting(75);
    try (Workshop shop = Workshop.with(Workshop.settings(), processes)) {
      shop.submit("a", PlainHandler.TYPE, 50, 2);
      shop.start();

      shop.heard.await(
          EngineEvent.Ended.class, 1, ended -> ended.written() instanceof Transition.Complete);

      assertThat(processes.started()).hasSize(3);
      assertThat(shop.job("a").state()).isEqualTo(State.FAILED);
      assertThat(shop.job("a").tenure().attempt()).isEqualTo(3);
    }
  }

  @Test
  void aJobWhoseHolderIsGoneIsFreedAndRunAgain() {
    try (Workshop shop = Workshop.with(Workshop.settings(), HandProcesses.exiting(0))) {
      shop.row("lost", abandoned(shop, 1));
      shop.start();

      shop.heard.await(EngineEvent.Ended.class, 1);

      assertThat(shop.heard.all(EngineEvent.Rescued.class)).hasSize(1);
      assertThat(shop.job("lost").state()).isEqualTo(State.COMPLETED);
      assertThat(shop.job("lost").tenure().attempt()).isEqualTo(2);
    }
  }

  @Test
  void aJobThatKeepsLosingItsHolderEndsAsFailed() {
    try (Workshop shop = Workshop.with(Workshop.settings(), HandProcesses.exiting(0))) {
      shop.row("poison", abandoned(shop, 4));
      shop.start();

      shop.heard.await(EngineEvent.GivenUp.class, 1);

      assertThat(shop.job("poison").state()).isEqualTo(State.FAILED);
      assertThat(shop.job("poison").storedResults()).contains("attempt 4", "No attempts are left");
    }
  }

  @Test
  void aLostAttemptThatMayHaveSpentMoneyIsHeldAndNotRepeated() {
    HandProcesses processes = HandProcesses.exiting(0);
    List<PlainHandler> paid = List.of(new PlainHandler(PlainHandler.TYPE, false));
    try (Workshop shop = Workshop.with(Workshop.settings(), processes, paid)) {
      shop.row("paid", ordering(shop));
      shop.start();

      shop.heard.await(EngineEvent.Held.class, 1);
      shop.submit("next");
      shop.heard.await(EngineEvent.Ended.class, 1);

      assertThat(shop.job("paid").state()).isEqualTo(State.HELD);
      assertThat(processes.started()).hasSize(1);
    }
  }

  @Test
  void aLostAttemptThatHadOrderedNothingIsRunAgain() {
    HandProcesses processes = HandProcesses.exiting(0);
    List<PlainHandler> paid = List.of(new PlainHandler(PlainHandler.TYPE, false));
    try (Workshop shop = Workshop.with(Workshop.settings(), processes, paid)) {
      shop.row("before", abandoned(shop, 1));
      Map<String, Attribute> withdrawn = new HashMap<>(ordering(shop));
      withdrawn.remove(Name.ORDER_OPEN_SINCE);
      shop.row("after", withdrawn);
      shop.start();

      shop.heard.await(EngineEvent.Ended.class, 2);

      assertThat(shop.heard.all(EngineEvent.Held.class)).isEmpty();
      assertThat(processes.started()).hasSize(2);
    }
  }

  @Test
  void aLeaseThatHasOnlyJustRunOutIsLeftAlone() {
    try (Workshop shop = Workshop.with(Workshop.settings(), HandProcesses.exiting(0))) {
      Map<String, Attribute> row = abandoned(shop, 1);
      Instant justNow = shop.time.instant().minusSeconds(5);
      shop.row("slow", with(row, Name.LOCK_EXPIRES_AT, new Attribute.Text(Stamp.of(justNow))));
      shop.submit("other");
      shop.start();

      shop.heard.await(EngineEvent.Ended.class, 1);

      assertThat(shop.job("slow").state()).isEqualTo(State.PROCESSING);
    }
  }

  @Test
  void jobsOfOtherPollersAreNotTakenBeforeTheirTimeOutHasPassed() {
    try (Workshop shop = Workshop.with(Workshop.settings(), HandProcesses.exiting(0))) {
      Instant now = shop.time.instant();
      shop.row("no-lock", foreign(now.minus(Duration.ofDays(3)), null));
      shop.row("running", foreign(now.minus(Duration.ofMinutes(20)), now.minusSeconds(300)));
      shop.row("gone", foreign(now.minus(Duration.ofDays(1)), now.minus(Duration.ofHours(23))));
      shop.start();

      shop.heard.await(EngineEvent.Ended.class, 1);

      assertThat(shop.job("gone").state()).isEqualTo(State.COMPLETED);
      assertThat(shop.job("running").state()).isEqualTo(State.PROCESSING);
      assertThat(shop.job("no-lock").state()).isEqualTo(State.PROCESSING);
      assertThat(shop.heard.all(EngineEvent.ForeignOverdue.class))
          .singleElement()
          .satisfies(event -> assertThat(event.job().id()).isEqualTo("running"));
    }
  }

  @Test
  void aDrainHandsRunningJobsBackWithoutCountingTheAttempt() {
    HandProcesses processes = HandProcesses.endless();
    try (Workshop shop = Workshop.with(Workshop.settings().withSlots(3), processes)) {
      List.of("a", "b", "c").forEach(shop::submit);
      shop.start();
      shop.heard.await(EngineEvent.AttemptStarted.class, 3);

      shop.poller().drainNow();
      shop.awaitEnd();

      assertThat(List.of("a", "b", "c"))
          .map(shop::job)
          .allMatch(job -> job.state() == State.PENDING)
          .allMatch(job -> job.tenure().attempt() == 0)
          .allMatch(job -> job.tenure().workerId() == null);
    }
  }

  @Test
  void aSecondWishToStopDoesNotWaitForATableThatTakesNoWrites() {
    HandProcesses processes = HandProcesses.endless();
    AtomicBoolean deaf = new AtomicBoolean();
    Workshop shop =
        new Workshop(
            Workshop.settings(),
            processes,
            List.of(PlainHandler.PLAIN),
            table -> new Deaf(table, deaf));
    try (shop) {
      shop.submit("a");
      shop.start();
      shop.heard.await(EngineEvent.AttemptStarted.class, 1);
      deaf.set(true);
      shop.poller().drain();
      processes.started().getFirst().exit(0);
      shop.heard.await(EngineEvent.ResultDelayed.class, 3);

      shop.poller().drainNow();
      shop.awaitEnd();

      assertThat(shop.spool.contents().ends()).hasSize(1);
      assertThat(shop.heard.all(EngineEvent.ResultKept.class)).hasSize(1);
    }
  }

  @Test
  void anEndThatAnEarlierPollerOfThisHostHasKeptIsWrittenBeforeAnythingElse() {
    HandProcesses processes = HandProcesses.exiting(0);
    try (Workshop shop = Workshop.with(Workshop.settings(), processes)) {
      shop.row("done", abandoned(shop, 1));
      ClaimId claim = ClaimId.parse("7.123e4567-e89b-12d3-a456-426614174000");
      Fence fence = new Fence("done", 7, claim, Status.PROCESSING);
      Transition.Noted end =
          new Transition.Complete(
              fence, Ending.COMPLETED, Results.plainSuccess(), Notes.NONE, Instant.EPOCH);
      shop.spool.keep(new SpooledEnd(Instant.EPOCH, List.of(), end));
      shop.start();

      shop.heard.await(EngineEvent.Replayed.class, 1);
      shop.submit("other");
      shop.heard.await(EngineEvent.Ended.class, 1);

      assertThat(shop.job("done").state()).isEqualTo(State.COMPLETED);
      assertThat(shop.heard.all(EngineEvent.Rescued.class)).isEmpty();
      assertThat(processes.started()).hasSize(1);
      assertThat(shop.spool.contents().ends()).isEmpty();
    }
  }

  @Test
  void aPatientDrainLetsRunningJobsEnd() {
    HandProcesses processes = HandProcesses.endless();
    try (Workshop shop = Workshop.with(Workshop.settings(), processes)) {
      shop.submit("a");
      shop.submit("b");
      shop.start();
      shop.heard.await(EngineEvent.AttemptStarted.class, 1);

      shop.poller().drain();
      shop.heard.await(EngineEvent.Draining.class, 1);
      processes.started().getFirst().exit(0);
      shop.awaitEnd();

      assertThat(shop.job("a").state()).isEqualTo(State.COMPLETED);
      assertThat(shop.job("b").state()).isEqualTo(State.PENDING);
    }
  }

  @Test
  void aTableThatStopsAnsweringIsToldOnceAndOnceMoreWhenItIsBack() {
    AtomicBoolean down = new AtomicBoolean(true);
    Workshop shop =
        new Workshop(
            Workshop.settings(),
            HandProcesses.exiting(0),
            List.of(PlainHandler.PLAIN),
            table -> new Interruptible(table, down));
    try (shop) {
      shop.start();
      shop.heard.await(EngineEvent.StoreLost.class, 1);
      shop.submit("a");

      down.set(false);
      shop.heard.await(EngineEvent.StoreBack.class, 1);
      shop.heard.await(EngineEvent.Ended.class, 1);

      assertThat(shop.heard.all(EngineEvent.StoreLost.class)).hasSize(1);
      assertThat(shop.job("a").state()).isEqualTo(State.COMPLETED);
    }
  }

  @Test
  void aTableThatRefusesRenewalsIsToldThoughNothingIsClaimed() {
    AtomicBoolean refuses = new AtomicBoolean();
    LeaseSettings quick = LeaseSettings.ofLength(Duration.ofSeconds(6));
    Workshop shop =
        new Workshop(
            Workshop.settings().withLease(quick),
            HandProcesses.endless(),
            List.of(PlainHandler.PLAIN),
            table -> new Refusing(table, refuses));
    try (shop) {
      shop.submit("a");
      shop.start();
      shop.heard.await(EngineEvent.AttemptStarted.class, 1);
      refuses.set(true);

      assertThat(shop.heard.await(EngineEvent.StoreLost.class, 1).getFirst().remedy())
          .isEqualTo("Grant it.");
      refuses.set(false);
      shop.heard.await(EngineEvent.StoreBack.class, 1);

      assertThat(shop.heard.all(EngineEvent.LeaseLost.class)).isEmpty();
    }
  }

  @Test
  void whatAProcessSaysReachesTheRowWithItsEnd() {
    HandProcesses processes =
        new HandProcesses(hand -> {
          hand.say(Source.STDERR, "disk almost full");
          hand.exit(0);
        });
    try (Workshop shop = Workshop.with(Workshop.settings(), processes)) {
      shop.submit("a");
      shop.start();

      shop.heard.await(EngineEvent.Ended.class, 1);

      assertThat(shop.job("a").log().entries())
          .anySatisfy(entry -> assertThat(entry.message()).isEqualTo("disk almost full"));
      assertThat(shop.heard.all(EngineEvent.ChildSaid.class)).hasSize(1);
    }
  }

  @Test
  void aPollerEndsByItselfAfterSoManyJobs() {
    try (Workshop shop =
        Workshop.with(
            Workshop.settings().withExit(new ExitRule(false, null, 2)), HandProcesses.exiting(0))) {
      List.of("a", "b", "c").forEach(shop::submit);

      shop.start();
      shop.awaitEnd();

      assertThat(shop.heard.all(EngineEvent.Ended.class)).hasSize(2);
      assertThat(shop.job("c").state()).isEqualTo(State.PENDING);
    }
  }

  @Test
  void whatAJobLeavesToBeDoneIsDoneBeforeADrainEnds() {
    AtomicReference<Workshop> place = new AtomicReference<>();
    HandProcesses processes =
        new HandProcesses(hand -> {
          if (hand.command().argv().getLast().equals("a")) {
            place.get().submit("left by a");
          }
          hand.exit(0);
        });
    EngineSettings settings =
        Workshop.settings()
            .withInterval(Duration.ofMinutes(1))
            .withExit(new ExitRule(true, null, 0, Duration.ofMillis(50)));
    try (Workshop shop = Workshop.with(settings, processes)) {
      place.set(shop);
      shop.submit("a");

      shop.start();
      shop.awaitEnd();

      assertThat(shop.job("left by a").state()).isEqualTo(State.COMPLETED);
    }
  }

  @Test
  void timeWithoutAJobEndsAPollerWhoseTableDoesNotAnswerAsWell() {
    EngineSettings settings =
        Workshop.settings().withExit(new ExitRule(true, Duration.ofMillis(200), 0));
    Workshop shop =
        new Workshop(
            settings,
            HandProcesses.exiting(0),
            List.of(PlainHandler.PLAIN),
            table -> new Interruptible(table, new AtomicBoolean(true)));
    try (shop) {
      shop.submit("a");

      shop.start();
      shop.awaitEnd();

      assertThat(shop.heard.all(EngineEvent.StoreLost.class)).hasSize(1);
      assertThat(shop.heard.all(EngineEvent.Claimed.class)).isEmpty();
    }
  }

  @Test
  void aPollerThatDrainsForLongStillTellsThatItGoesRound() {
    HandProcesses processes = HandProcesses.endless();
    EngineSettings settings =
        Workshop.settings()
            .withSlots(1)
            .withDrainPatience(Duration.ofHours(1))
            .withSweep(Duration.ofMillis(20));
    try (Workshop shop = Workshop.with(settings, processes)) {
      shop.submit("a");
      shop.start();
      shop.heard.await(EngineEvent.AttemptStarted.class, 1);
      shop.poller().drain();
      shop.heard.await(EngineEvent.Draining.class, 1);
      int before = shop.heard.all(EngineEvent.Passed.class).size();

      shop.heard.await(EngineEvent.Passed.class, before + 3);
    }
  }

  @Test
  void aJobThatWasCancelledWhileNobodyRanItEndsAsCancelled() {
    try (Workshop shop = Workshop.with(Workshop.settings(), HandProcesses.exiting(0))) {
      String now = Stamp.of(shop.time.instant());
      shop.row("unwanted", Map.of(Name.CANCEL_REQUESTED_AT, new Attribute.Text(now)));
      shop.start();

      shop.heard.await(EngineEvent.GivenUp.class, 1);

      assertThat(shop.job("unwanted").state()).isEqualTo(State.CANCELLED);
    }
  }

  @Test
  void typesCanBeLeftOut() {
    JobType other = new JobType("OTHER");
    HandProcesses processes = HandProcesses.exiting(0);
    List<PlainHandler> both = List.of(PlainHandler.PLAIN, new PlainHandler(other, true));
    EngineSettings settings =
        Workshop.settings()
            .withTypes(new TypeFilter(Set.of(), Set.of(PlainHandler.TYPE)))
            .withExit(ExitRule.WHEN_EMPTY);
    try (Workshop shop = Workshop.with(settings, processes, both)) {
      shop.submit("plain");
      shop.submit("other", other, 50, 3);

      shop.start();
      shop.awaitEnd();

      assertThat(shop.job("plain").state()).isEqualTo(State.PENDING);
      assertThat(shop.job("other").state()).isEqualTo(State.COMPLETED);
    }
  }

  @Test
  void aParkedJobOfAnotherPollerIsRunWhenItIsDue() {
    try (Workshop shop = Workshop.with(Workshop.settings(), HandProcesses.exiting(0))) {
      Map<String, Attribute> row = new HashMap<>(abandoned(shop, 1));
      row.remove(Name.CLAIM_ID);
      row.remove(Name.WORKER_ID);
      row.put(Name.PHASE, new Attribute.Text("PARKED"));
      shop.row("parked", row);
      shop.start();

      shop.heard.await(EngineEvent.Ended.class, 1);

      assertThat(shop.job("parked").state()).isEqualTo(State.COMPLETED);
    }
  }

  @Test
  void afterALostClaimTheQueueIsReadAnew() {
    List<Runnable> meanwhile = new ArrayList<>();
    Workshop shop =
        new Workshop(
            Workshop.settings().withExit(ExitRule.WHEN_EMPTY),
            HandProcesses.exiting(0),
            List.of(PlainHandler.PLAIN),
            table -> new Raced(table, meanwhile));
    try (shop) {
      IntStream.range(0, 30).forEach(i -> shop.submit("job-" + i));
      Map<String, Attribute> theirs =
          Map.of(Name.STATUS, new Attribute.Text("PROCESSING"), Name.VERSION, new Attribute.Num(2));
      meanwhile.add(() -> IntStream.range(0, 29).forEach(i -> shop.outside("job-" + i, theirs)));

      shop.start();
      shop.awaitEnd();

      assertThat(shop.job("job-29").state()).isEqualTo(State.COMPLETED);
      assertThat(shop.heard.all(EngineEvent.ClaimMissed.class)).hasSize(1);
    }
  }

  /** A row that a poller of ours claimed and then never renewed. */
  private static Map<String, Attribute> abandoned(Workshop shop, int attempt) {
    Instant longAgo = shop.time.instant().minus(Duration.ofHours(1));
    return Map.of(
        Name.STATUS, new Attribute.Text("PROCESSING"),
        Name.VERSION, new Attribute.Num(7),
        Name.WORKER_ID, new Attribute.Text("gone"),
        Name.CLAIM_ID, new Attribute.Text("7.123e4567-e89b-12d3-a456-426614174000"),
        Name.LEASE_SECONDS, new Attribute.Num(120),
        Name.ATTEMPT, new Attribute.Num(attempt),
        Name.STARTED_AT, new Attribute.Text(Stamp.of(longAgo)),
        Name.LOCK_EXPIRES_AT, new Attribute.Text(Stamp.of(longAgo.plusSeconds(120))));
  }

  /** Lost while something may have been ordered. */
  private static Map<String, Attribute> ordering(Workshop shop) {
    Map<String, Attribute> row = new HashMap<>(abandoned(shop, 1));
    row.put(Name.ORDER_MARKER, new Attribute.Text("dj-123e4567e89b12d3a456426614174000"));
    Instant since = shop.time.instant().minus(Duration.ofHours(1));
    row.put(Name.ORDER_OPEN_SINCE, new Attribute.Text(Stamp.of(since)));
    return row;
  }

  private static Map<String, Attribute> foreign(Instant started, @Nullable Instant lock) {
    Map<String, Attribute> row =
        Map.of(
            Name.STATUS, new Attribute.Text("PROCESSING"),
            Name.VERSION, new Attribute.Num(2),
            Name.WORKER_ID, new Attribute.Text("old-poller"),
            Name.STARTED_AT, new Attribute.Text(Stamp.of(started)));
    return lock == null ? row : with(row, Name.LOCK_EXPIRES_AT, new Attribute.Text(Stamp.of(lock)));
  }

  private static Map<String, Attribute> with(
      Map<String, Attribute> row, String name, Attribute value) {
    Map<String, Attribute> more = new HashMap<>(row);
    more.put(name, value);
    return more;
  }

  /** A table that can be told to grant us nothing. */
  private record Refusing(Table inner, AtomicBoolean refuses) implements Table {
    @Override
    public Written write(Change change) {
      return refuses.get()
          ? new Written.Refused("access denied", "Grant it.")
          : inner.write(change);
    }

    @Override
    public Optional<Row> get(String jobId) {
      return inner.get(jobId);
    }

    @Override
    public List<Row> query(Query query) {
      return inner.query(query);
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  /** A table that can be made to lose every write. */
  private record Deaf(Table inner, AtomicBoolean deaf) implements Table {
    @Override
    public Written write(Change change) {
      return deaf.get() ? new Written.NoAnswer("the request was lost") : inner.write(change);
    }

    @Override
    public Optional<Row> get(String jobId) {
      return inner.get(jobId);
    }

    @Override
    public List<Row> query(Query query) {
      return inner.query(query);
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  /** A table that can be switched off. */
  private record Interruptible(Table inner, AtomicBoolean down) implements Table {
    @Override
    public Written write(Change change) {
      return inner.write(change);
    }

    @Override
    public Optional<Row> get(String jobId) {
      return inner.get(jobId);
    }

    @Override
    public List<Row> query(Query query) {
      if (down.get()) {
        throw new StoreException(
            StoreException.Kind.UNAVAILABLE, "the table does not answer", "Start it.");
      }
      return inner.query(query);
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  /** A table whose rows are changed by somebody else as soon as waiting ones have been read. */
  private record Raced(Table inner, List<Runnable> meanwhile) implements Table {
    @Override
    public Written write(Change change) {
      return inner.write(change);
    }

    @Override
    public Optional<Row> get(String jobId) {
      return inner.get(jobId);
    }

    @Override
    public List<Row> query(Query query) {
      List<Row> found = inner.query(query);
      if (!found.isEmpty() && !meanwhile.isEmpty()) {
        meanwhile.removeFirst().run();
      }
      return found;
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
