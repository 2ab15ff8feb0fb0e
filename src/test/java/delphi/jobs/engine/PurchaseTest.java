package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.StatementReader;
import delphi.jobs.job.Batch;
import delphi.jobs.job.Job;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Order;
import delphi.jobs.job.Request;
import delphi.jobs.job.State;
import delphi.jobs.job.Transition;
import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.process.ProcessResult.End;
import delphi.jobs.process.ProcessRunner;
import delphi.jobs.process.Start;
import delphi.jobs.process.TimeLimits;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.memory.MemorySpool;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Condition;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Stamp;
import delphi.jobs.store.row.Written;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is paid for is paid for once: the intention before, the batch after, and never again. */
class PurchaseTest {
  private static final PlainHandler PAID = new PlainHandler(PlainHandler.TYPE, false);
  private static final String NAMES_ITS_BATCH = "{\"set\":{\"batch_id\":\"batch-7\"}}";
  private static final String ORDERED_NOTHING = "{\"ordered\":false}";

  private final TurnableTime time = new TurnableTime();
  private final MemoryTable rows = new MemoryTable();
  private final FaultyTable table = new FaultyTable(rows);
  private final TableJobStore store = new TableJobStore(table, new RowReader(ZoneOffset.UTC));
  private final Recorder heard = new Recorder();
  private final Signal wake = new TurnableTasks(time).signal();
  private final StopRequest stop = new StopRequest(wake);
  private final EngineSettings settings = EngineSettings.defaults("us", Path.of("/nowhere"));

  @Test
  void theRowSaysWhatIsAboutToBeOrderedBeforeTheProcessStarts() throws Exception {
    List<Row> atTheStart = new ArrayList<>();
    HandProcesses processes =
        new HandProcesses(hand -> {
          atTheStart.add(row());
          hand.exit(0);
        });

    attempt(processes);

    Row then = atTheStart.getFirst();
    String marker = then.text(Name.ORDER_MARKER).orElseThrow();
    assertThat(marker).matches("dj-[0-9a-f]{32}");
    assertThat(then.text(Name.ORDER_OPEN_SINCE)).contains(Stamp.of(TurnableTime.START));
    assertThat(processes.started().getFirst().command().environment())
        .containsEntry("DELPHI_ORDER_MARKER", marker);
  }

  @Test
  void whatCostsNothingSaysNothingOfOrders() throws Exception {
    HandProcesses processes = HandProcesses.exiting(0);
    submit();
    run(claim(processes, PlainHandler.PLAIN), processes, PlainHandler.PLAIN);

    assertThat(row().get(Name.ORDER_MARKER)).isNull();
    assertThat(processes.started().getFirst().command().environment())
        .doesNotContainKey("DELPHI_ORDER_MARKER");
  }

  @Test
  void anIntentionWhoseAnswerIsLostIsAskedForAgainUnchanged() throws Exception {
    HandProcesses processes = HandProcesses.exiting(0);
    submit();
    Claim claim = claim(processes, PAID);
    int before = table.asked().size();
    table.nextAnswerIsLost();
    table.nextIsLost();

    run(claim, processes, PAID);

    List<Change> asked = table.asked().subList(before, before + 3);
    assertThat(Set.copyOf(asked)).hasSize(1);
    assertThat(processes.started()).hasSize(1);
    assertThat(job().state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void withoutAnAnswerToTheIntentionNothingStarts() throws Exception {
    HandProcesses processes = HandProcesses.exiting(0);
    submit();
    Claim claim = claim(processes, PAID);
    for (int i = 0; i < 60; i++) {
      table.nextIsLost();
    }

    run(claim, processes, PAID);

    assertThat(processes.started()).isEmpty();
    assertThat(heard.all(EngineEvent.LeaseLost.class)).hasSize(1);
  }

  @Test
  void aJobThatIsTakenBetweenClaimAndIntentionIsNotStarted() throws Exception {
    HandProcesses processes = HandProcesses.exiting(0);
    submit();
    Claim claim = claim(processes, PAID);
    outside(Map.of(Name.VERSION, new Attribute.Num(3)));

    run(claim, processes, PAID);

    assertThat(processes.started()).isEmpty();
    assertThat(row().get(Name.ORDER_OPEN_SINCE)).isNull();
  }

  @Test
  void aPollerThatGoesWhileNobodyAnswersTakesTheIntentionBackAndTheJobGoesOn() throws Exception {
    HandProcesses processes = HandProcesses.exiting(0);
    submit();
    Claim claim = claim(processes, PAID);
    table.next((inner, change) -> {
      inner.write(change);
      stop.raise();
      return new Written.NoAnswer("the answer was lost");
    });

    run(claim, processes, PAID);

    assertThat(processes.started()).isEmpty();
    assertThat(job().state()).isEqualTo(State.PENDING);
    assertThat(job().openOrder()).isEmpty();
  }

  @Test
  void aProcessThatCouldNotBeStartedHasOrderedNothing() throws Exception {
    submit();
    ProcessRunner none = (_, _, _, _) -> new Start.NotStarted("no more processes", true);

    run(claim(none, PAID), none, PAID);

    assertThat(job().state()).isEqualTo(State.PARKED);
    assertThat(job().marks().order()).isNull();
  }

  @Test
  void theBatchThatIsNamedClosesTheOrder() throws Exception {
    attempt(saying(NAMES_ITS_BATCH, 0));

    assertThat(job().state()).isEqualTo(State.COMPLETED);
    assertThat(job().batch().batchId()).isEqualTo("batch-7");
    assertThat(row().get(Name.ORDER_OPEN_SINCE)).isNull();
    assertThat(row().get(Name.ORDER_MARKER)).as("who asks later finds it").isNotNull();
  }

  static Stream<Arguments> ends() {
    Duration limit = Duration.ofSeconds(60);
    return Stream.of(
        Arguments.of("fails", new End.Exited(1), State.FAILED),
        Arguments.of("asks for another attempt", new End.Exited(75), State.HELD),
        Arguments.of("is not done", new End.Exited(3), State.HELD),
        Arguments.of("is killed", new End.Exited(137), State.HELD),
        Arguments.of("takes too long", new End.TimedOut(TimeLimits.Kind.RUN, limit), State.HELD),
        Arguments.of("is out of memory", new End.OutOfMemory(137, null), State.HELD));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ends")
  void whatMayHaveBeenOrderedIsSaidAndNotOrderedAgain(String how, End end, State after)
      throws Exception {
    attempt(new HandProcesses(hand -> hand.end(end)));

    assertThat(job().state()).isEqualTo(after);
    Order open = job().openOrder().orElseThrow();
    String said = after == State.HELD ? job().marks().lastError() : job().storedResults();
    assertThat(said).contains("A batch may have been ordered", open.marker(), "delphi reconcile a");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ends")
  void aBatchThatIsKnownIsLookedAfterHoweverItsScriptEnded(String how, End end, State otherwise)
      throws Exception {
    attempt(
        new HandProcesses(hand -> {
          hand.say(Source.CHANNEL, NAMES_ITS_BATCH);
          hand.end(end);
        }));

    boolean ownWord = end instanceof End.Exited(int code) && code == 1;
    assertThat(job().state()).isEqualTo(ownWord ? State.FAILED : State.PARKED);
    assertThat(job().batch().batchId()).isEqualTo("batch-7");
    assertThat(job().openOrder()).isEmpty();
  }

  @Test
  void aBatchThatItsScriptHasWrittenIntoTheRowCountsAsWell() throws Exception {
    attempt(
        new HandProcesses(hand -> {
          outside(Map.of(Name.BATCH_ID, new Attribute.Text("batch-8")));
          hand.exit(75);
        }));

    assertThat(job().state()).isEqualTo(State.PARKED);
    assertThat(job().openOrder()).isEmpty();
  }

  @Test
  void aScriptThatHasOrderedNothingAndSaysSoIsTriedAgain() throws Exception {
    attempt(saying(ORDERED_NOTHING, 75));

    assertThat(job().state()).isEqualTo(State.PARKED);
    assertThat(job().marks().order()).isNull();
  }

  @Test
  void aCancelledJobSaysThatItsBatchMayExist() throws Exception {
    attempt(
        new HandProcesses(_ ->
            time.after(
                Duration.ofSeconds(30),
                () -> store.apply(new Transition.RequestCancel(job().seen(), time.instant())))));

    assertThat(job().state()).isEqualTo(State.CANCELLED);
    assertThat(job().storedResults()).contains("Cancelled", "A batch may have been ordered");
  }

  @Test
  void aClaimThatFindsAnOpenOrderHoldsTheJob() throws Exception {
    HandProcesses processes = HandProcesses.exiting(0);
    submit();
    outside(open());

    run(claim(processes, PAID), processes, PAID);

    assertThat(processes.started()).isEmpty();
    assertThat(job().state()).isEqualTo(State.HELD);
    assertThat(job().marks().lastError()).contains("dj-1", "delphi reconcile a");
  }

  @Test
  void aClaimThatFindsABatchOrdersNoOther() throws Exception {
    HandProcesses processes = HandProcesses.exiting(0);
    submit();
    outside(Map.of(Name.BATCH_ID, new Attribute.Text("batch-8")));

    run(claim(processes, PAID), processes, PAID);

    assertThat(processes.started()).isEmpty();
    assertThat(job().state()).isEqualTo(State.HELD);
    assertThat(job().marks().lastError()).contains("Batch batch-8 is ordered already");
  }

  @Test
  void aWaitingRowWithAnOpenOrderIsHeldBeforeAnybodyClaimsIt() {
    HandProcesses processes = HandProcesses.exiting(0);
    try (Workshop shop = Workshop.with(Workshop.settings(), processes, List.of(PAID))) {
      shop.row("reset", open());
      shop.submit("next");
      shop.start();

      shop.heard.await(EngineEvent.Ended.class, 1);
      shop.heard.await(EngineEvent.Held.class, 1);

      assertThat(shop.job("reset").state()).isEqualTo(State.HELD);
      assertThat(shop.job("reset").tenure().attempt()).isZero();
      assertThat(processes.started()).hasSize(1);
    }
  }

  @Test
  void anOpenOrderStaysOpenWhateverIsWrittenAsItsTime() {
    submit();
    outside(Map.of(Name.ORDER_OPEN_SINCE, new Attribute.Num(1)));

    assertThat(job().openOrder()).isPresent();
  }

  private static Map<String, Attribute> open() {
    return Map.of(
        Name.ORDER_MARKER,
        new Attribute.Text("dj-1"),
        Name.ORDER_OPEN_SINCE,
        new Attribute.Text(Stamp.of(TurnableTime.START)));
  }

  private static HandProcesses saying(String statement, int code) {
    Consumer<HandProcesses.Hand> script =
        hand -> {
          hand.say(Source.CHANNEL, statement);
          hand.exit(code);
        };
    return new HandProcesses(script);
  }

  private void attempt(HandProcesses processes) throws Exception {
    submit();
    run(claim(processes, PAID), processes, PAID);
  }

  private void submit() {
    Request request = Request.forConversation("12");
    store.submit(new NewJob("a", PlainHandler.TYPE, request, Batch.NONE, "test"), time.instant());
  }

  private Claim claim(ProcessRunner processes, PlainHandler handler) throws Exception {
    Taken taken = new ClaimTaker(ports(processes, handler), settings).take(job(), stop, wake);
    return ((Taken.Won) taken).claim();
  }

  private void run(Claim claim, ProcessRunner processes, PlainHandler handler) throws Exception {
    Ports ports = ports(processes, handler);
    Outbox outbox = new Outbox(ports);
    new Attempt(
            claim, ports, settings, outbox, new JournalWatch(ports), new Turns(ports), stop, wake)
        .run();
  }

  private Ports ports(ProcessRunner processes, PlainHandler handler) {
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
        heard);
  }

  /** A change that somebody else makes, whatever the row says. */
  private void outside(Map<String, Attribute> attributes) {
    Condition there = new Condition.Equal(Name.JOB_ID, new Attribute.Text("a"));
    assertThat(rows.write(new Change("a", List.of(there), attributes, Set.of())))
        .isInstanceOf(Written.Done.class);
  }

  private Job job() {
    return (Job) store.find("a").orElseThrow();
  }

  private Row row() {
    return rows.get("a").orElseThrow();
  }
}
