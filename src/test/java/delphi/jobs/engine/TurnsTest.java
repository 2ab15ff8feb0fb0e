package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.StatementReader;
import delphi.jobs.job.Batch;
import delphi.jobs.job.ClaimId;
import delphi.jobs.job.Config;
import delphi.jobs.job.Fence;
import delphi.jobs.job.Job;
import delphi.jobs.job.JobType;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Request;
import delphi.jobs.job.State;
import delphi.jobs.job.Transition;
import delphi.jobs.process.Rung;
import delphi.jobs.store.Answer;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.memory.MemoryRegister;
import delphi.jobs.store.memory.MemorySpool;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.register.Kept;
import delphi.jobs.store.register.Register;
import delphi.jobs.store.row.ARow;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Stamp;
import delphi.jobs.store.row.Written;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The limit per conversation: who has to wait, and when a place is free again. */
class TurnsTest {
  private static final JobType ALONE = new JobType("ALONE");
  private static final PlainHandler ONE = new PlainHandler(ALONE, true, 1);

  private final TurnableTime time = new TurnableTime();
  private final MemoryTable rows = new MemoryTable();
  private final TableJobStore store = new TableJobStore(rows, new RowReader(ZoneOffset.UTC));
  private final Recorder heard = new Recorder();
  private final EngineSettings settings = EngineSettings.defaults("us", Path.of("/nowhere"));
  private final Signal wake = new TurnableTasks(time).signal();
  private final MemoryRegister register = new MemoryRegister();

  @Test
  void ofTwoThatAreClaimedInTheSameMomentOneRuns() throws Exception {
    Turns ours = turns(ONE, register);
    Turns others = turns(ONE, register);
    Job first = claimed("first", "12");
    Job second = claimed("second", "12");

    assertThat(ours.take(ONE, first)).isEmpty();
    assertThat(others.take(ONE, second).orElseThrow()).contains("Job first of conversation 12");
    assertThat(others.take(ONE, claimed("elsewhere", "13"))).isEmpty();
    assertThat(ours.take(ONE, first)).as("asked again").isEmpty();
  }

  @Test
  void aPlaceIsFreeAsSoonAsItsClaimIsOver() throws Exception {
    Turns turns = turns(ONE, register);
    Job first = claimed("first", "12");
    turns.take(ONE, first);
    time.pass(Duration.ofMinutes(10));
    apply(new Transition.Rescue(first.seen(), "gone", time.instant()));

    assertThat(turns.take(ONE, claimed("second", "12"))).isEmpty();

    Job again = claim("first");
    assertThat(turns.take(ONE, again).orElseThrow()).contains("Job second");
  }

  @Test
  void asManyRunAsTheTypeAllows() throws Exception {
    PlainHandler two = new PlainHandler(ALONE, true, 2);
    Turns turns = turns(two, register);

    assertThat(turns.take(two, claimed("a", "12"))).isEmpty();
    assertThat(turns.take(two, claimed("b", "12"))).isEmpty();
    assertThat(turns.take(two, claimed("c", "12"))).isPresent();
  }

  @Test
  void whoIsParkedOrHeldTakesNoPlace() throws Exception {
    Turns turns = turns(ONE, register);
    Job first = claimed("first", "12");
    turns.take(ONE, first);
    apply(new Transition.Hold(fence(first), "wait", Notes.NONE, time.instant()));

    assertThat(turns.occupied(pending("second", "12"))).isEmpty();
    assertThat(turns.take(ONE, claim("second"))).isEmpty();
  }

  @Test
  void aPollerOfAnotherKindIsSeenForAsLongAsItsJobMayTake() {
    Turns turns = turns(ONE, register);
    foreign("theirs", null, time.instant().minusSeconds(60));
    Job ours = pending("ours", "12");

    assertThat(turns.occupied(ours).orElseThrow()).contains("Job theirs of conversation 12");
    assertThat(turns.occupied(pending("elsewhere", "13"))).isEmpty();

    time.pass(Duration.ofMinutes(66));
    assertThat(turns.occupied(ours)).as("one that died years ago blocks nobody").isEmpty();

    foreign("locked", time.instant().plusSeconds(60), time.instant().minus(Duration.ofDays(2)));
    assertThat(turns.occupied(ours).orElseThrow()).contains("Job locked");
  }

  @Test
  void withoutARegisterLooksKeepTheLimitAndThatIsToldOnce() throws Exception {
    Turns turns = turns(ONE, new Answering(new Kept.Refused("there is no table.", "Make it.")));

    assertThat(turns.take(ONE, claimed("first", "12"))).isEmpty();
    assertThat(turns.take(ONE, claimed("second", "12"))).isEmpty();

    assertThat(heard.all(EngineEvent.LimitUnsure.class)).hasSize(1);
    assertThat(turns.occupied(pending("third", "12"))).isPresent();
  }

  @Test
  void aRegisterThatDoesNotAnswerLetsNobodyRun() throws Exception {
    Turns turns = turns(ONE, new Answering(new Kept.Unclear("no answer")));

    assertThat(turns.take(ONE, claimed("first", "12")).orElseThrow())
        .isEqualTo("It could not be known whether another job of the conversation runs: no answer");
    assertThat(turns(ONE, new Answering(null)).take(ONE, claimed("second", "12"))).isPresent();
    assertThat(heard.all(EngineEvent.LimitUnsure.class)).isEmpty();
  }

  @Test
  void aConversationThatIsFullIsNotAskedAboutAgainAtOnce() {
    Turns turns = turns(ONE, register);
    Job job = pending("a", "12");
    turns.waits(job, "because");
    turns.waits(job, "because");

    assertThat(turns.mustWait(pending("b", "12"))).isTrue();
    assertThat(turns.mustWait(pending("c", "13"))).isFalse();
    assertThat(heard.all(EngineEvent.WaitsForTurn.class)).hasSize(1);
    time.pass(Duration.ofSeconds(31));
    assertThat(turns.mustWait(pending("b", "12"))).isFalse();
  }

  @Test
  void aPollerRunsOneAfterTheOtherAndOtherConversationsBeside() {
    HandProcesses processes = HandProcesses.endless();
    EngineSettings four = Workshop.settings().withSlots(4).withExit(ExitRule.WHEN_EMPTY);
    try (Workshop shop = Workshop.with(four, processes, List.of(ONE))) {
      for (String id : List.of("a1", "a2", "a3")) {
        shop.submit(id, "1", ALONE, 50, 3);
      }
      shop.submit("b1", "2", ALONE, 50, 3);
      shop.start();
      shop.heard.await(EngineEvent.AttemptStarted.class, 2);

      assertThat(running(shop)).containsExactlyInAnyOrder("a1", "b1");

      for (int i = 0; i < 3; i++) {
        shop.heard.await(EngineEvent.AttemptStarted.class, 2 + i);
        List<String> ofOne = running(shop).stream().filter(id -> id.startsWith("a")).toList();
        assertThat(ofOne).hasSize(1);
        processes.started().stream()
            .filter(hand -> hand.command().argv().getLast().equals(ofOne.getFirst()))
            .forEach(hand -> hand.exit(0));
      }
      processes.started().forEach(hand -> hand.exit(0));
      shop.awaitEnd();

      assertThat(processes.started()).hasSize(4);
      assertThat(List.of("a1", "a2", "a3", "b1"))
          .allMatch(id -> shop.job(id).state() == State.COMPLETED)
          .allMatch(id -> shop.job(id).tenure().attempt() == 1);
    }
  }

  @Test
  void whatMayHaveLeftSomethingBehindIsNotRepeated() {
    HandProcesses processes = new HandProcesses(hand -> hand.leave(75));
    try (Workshop shop = Workshop.with(Workshop.settings(), processes, List.of(ONE))) {
      shop.submit("a", ALONE, 50, 3);
      shop.start();

      shop.heard.await(EngineEvent.Ended.class, 1);

      assertThat(shop.job("a").state()).isEqualTo(State.HELD);
      assertThat(shop.job("a").marks().lastError())
          .contains("exited with code 75", "It is not proved that all it has started is gone");
    }
  }

  @ParameterizedTest
  @EnumSource(Rung.class)
  void aLostAttemptIsRepeatedOnlyIfItsProcessesDiedWithItsPoller(Rung rung) throws Exception {
    Ports ports = ports(ONE, register, HandProcesses.endless().on(rung));
    pending("a", "12");
    Taken taken = new ClaimTaker(ports, settings).take(job("a"), new StopRequest(wake), wake);
    assertThat(taken).isInstanceOf(Taken.Won.class);
    time.pass(settings.lease().length().plus(Duration.ofMinutes(1)));

    new Rescuer(ports, settings, new Slots(1)).sweep();

    assertThat(job("a").state()).isEqualTo(rung.endsWithUs() ? State.PENDING : State.HELD);
    if (!rung.endsWithUs()) {
      assertThat(job("a").marks().lastError())
          .contains("may still run on the host of worker us: end it there, then release this job");
    }
  }

  private static List<String> running(Workshop shop) {
    return Stream.of("a1", "a2", "a3", "b1")
        .filter(id -> shop.job(id).state() == State.PROCESSING)
        .toList();
  }

  private Turns turns(PlainHandler handler, Register other) {
    return new Turns(ports(handler, other, HandProcesses.endless()));
  }

  private Ports ports(PlainHandler handler, Register other, HandProcesses processes) {
    return new Ports(
            store,
            null,
            new MemorySpool(),
            processes,
            new HandlerRegistry(List.of(handler)),
            new StatementReader(),
            time,
            new ServerClock(time),
            new TurnableTasks(time),
            new Random(1),
            heard)
        .with(other);
  }

  private Job pending(String id, String conversation) {
    Request request = new Request(conversation, null, Config.EMPTY, Map.of(), 50, 3, null);
    store.submit(new NewJob(id, ALONE, request, Batch.NONE, "test"), time.instant());
    return job(id);
  }

  private Job claimed(String id, String conversation) throws InterruptedException {
    pending(id, conversation);
    return claim(id);
  }

  private Job claim(String id) throws InterruptedException {
    Ports ports = ports(ONE, register, HandProcesses.endless());
    Taken taken = new ClaimTaker(ports, settings).take(job(id), new StopRequest(wake), wake);
    assertThat(taken).isInstanceOf(Taken.Won.class);
    return job(id);
  }

  private static Fence fence(Job job) {
    ClaimId claim = Objects.requireNonNull(job.tenure().claimId());
    return new Fence(job.id(), claim.version(), claim, job.status());
  }

  private void foreign(String id, @Nullable Instant lock, Instant startedAt) {
    ARow row =
        ARow.pending(id)
            .text(Name.JOB_TYPE, ALONE.name())
            .text(Name.CONVERSATION_ID, "12")
            .text(Name.STATUS, "PROCESSING")
            .text(Name.WORKER_ID, "old")
            .text(Name.STARTED_AT, Stamp.of(startedAt))
            .number(Name.VERSION, 2)
            .without(Name.TIMEOUT_SECONDS);
    ARow locked = lock == null ? row : row.text(Name.LOCK_EXPIRES_AT, Stamp.of(lock));
    assertThat(rows.write(Change.insert(locked.row()))).isInstanceOf(Written.Done.class);
  }

  private Job job(String id) {
    return (Job) store.find(id).orElseThrow();
  }

  private void apply(Transition change) {
    assertThat(store.apply(change)).isInstanceOf(Answer.Applied.class);
  }

  /** A register that gives the same answer to everything; none at all where there is none. */
  private record Answering(@Nullable Kept answer) implements Register {
    @Override
    public Optional<String> find(String name) {
      if (answer == null) {
        throw new StoreException(StoreException.Kind.UNAVAILABLE, "it hangs", "");
      }
      return Optional.empty();
    }

    @Override
    public Kept keep(String name, @Nullable String seen, String text, Instant expiresAt) {
      return Objects.requireNonNull(answer);
    }
  }
}
