package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.StatementReader;
import delphi.jobs.job.Batch;
import delphi.jobs.job.Ending;
import delphi.jobs.job.Fence;
import delphi.jobs.job.Job;
import delphi.jobs.job.LogEntry;
import delphi.jobs.job.LogTail;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Notes;
import delphi.jobs.job.Request;
import delphi.jobs.job.Results;
import delphi.jobs.job.State;
import delphi.jobs.job.Transition;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.memory.MemorySpool;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.row.Attribute;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Condition;
import delphi.jobs.store.row.Name;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** PROTOCOL's table "What an answer means", cell by cell. */
class AnswerTableTest {
  /** What the holder of a claim wants, or who wants to hold one. */
  enum Wish {
    CLAIM,
    RENEW,
    COMPLETE,
    HAND_BACK,
    PARK
  }

  /** What comes of it. */
  enum Meaning {
    /** It is in the table, and we know. */
    OURS,
    /** Somebody else has the job: no claim, the process is killed, the result is put aside. */
    LOST,
    /** Nobody will know in time: no claim, the lease runs out, the result is kept. */
    OPEN,
    /** The table will not have it: told with the remedy; nothing is given up, a result is kept. */
    REPORTED
  }

  /** How the table behaves, and from the second request on. */
  enum Answered {
    WITH_THE_ROW(AnswerTableTest::made, AnswerTableTest::made, 1),
    WITHOUT_THE_ROW(AnswerTableTest::madeWithoutRow, AnswerTableTest::made, 1),
    WITHOUT_THE_ROW_AND_WITHOUT_DOING_IT(
        (_, _) -> new Written.Done(null), AnswerTableTest::made, 2),
    WITH_THE_ECHO_OF_OUR_OWN_SUCCESS(AnswerTableTest::echoed, AnswerTableTest::made, 1),
    WITH_SOMEBODY_ELSES_ROW(AnswerTableTest::overtaken, AnswerTableTest::made, 1),
    LATER_BUT_IT_WAS_MADE(AnswerTableTest::madeUnheard, AnswerTableTest::made, 2),
    LATER_AND_IT_WAS_NOT_MADE(AnswerTableTest::silent, AnswerTableTest::made, 2),
    NEVER(AnswerTableTest::silent, AnswerTableTest::silent, 0),
    TOO_LARGE((_, _) -> new Written.TooLarge("400 KB"), AnswerTableTest::made, 2),
    REFUSED(AnswerTableTest::refused, AnswerTableTest::refused, 1);

    @SuppressWarnings("ImmutableEnumChecker") // methods without a state
    private final BiFunction<Table, Change, Written> first;

    @SuppressWarnings("ImmutableEnumChecker")
    private final BiFunction<Table, Change, Written> then;

    /** How many requests it takes; 0 where they go on until the time is over. */
    private final int requests;

    Answered(
        BiFunction<Table, Change, Written> first,
        BiFunction<Table, Change, Written> then,
        int requests) {
      this.first = first;
      this.then = then;
      this.requests = requests;
    }

    private Meaning meaning() {
      return switch (this) {
        case WITH_THE_ROW,
            WITHOUT_THE_ROW,
            WITHOUT_THE_ROW_AND_WITHOUT_DOING_IT,
            WITH_THE_ECHO_OF_OUR_OWN_SUCCESS,
            LATER_BUT_IT_WAS_MADE,
            LATER_AND_IT_WAS_NOT_MADE,
            TOO_LARGE ->
            Meaning.OURS;
        case WITH_SOMEBODY_ELSES_ROW -> Meaning.LOST;
        case NEVER -> Meaning.OPEN;
        case REFUSED -> Meaning.REPORTED;
      };
    }
  }

  private static final String LINE = "something that was said";

  private final TurnableTime time = new TurnableTime();
  private final MemoryTable rows = new MemoryTable();
  private final FaultyTable table = new FaultyTable(rows);
  private final TableJobStore store = new TableJobStore(table, new RowReader(ZoneOffset.UTC));
  private final MemorySpool spool = new MemorySpool();
  private final Recorder heard = new Recorder();
  private final Signal wake = new TurnableTasks(time).signal();
  private final StopRequest stop = new StopRequest(wake);
  private final EngineSettings settings = EngineSettings.defaults("us", Path.of("/nowhere"));
  private final Ports ports =
      new Ports(
          store,
          null,
          spool,
          HandProcesses.endless(),
          new HandlerRegistry(List.of(PlainHandler.PLAIN)),
          new StatementReader(),
          time,
          new ServerClock(time),
          new TurnableTasks(time),
          new Random(1),
          heard);
  private int asked;

  static Stream<Arguments> cells() {
    return Stream.of(Answered.values())
        .flatMap(answered -> Stream.of(Wish.values()).map(wish -> Arguments.of(wish, answered)));
  }

  @Test
  void everyCellIsTried() {
    assertThat(cells()).hasSize(50);
  }

  @ParameterizedTest(name = "{0} answered {1}")
  @MethodSource("cells")
  void anAnswerMeansWhatTheProtocolSays(Wish wish, Answered answered) throws Exception {
    submit();
    Claim claim = wish == Wish.CLAIM ? null : won();
    time.pass(settings.lease().heartbeat());
    answer(answered);

    Meaning meaning =
        switch (wish) {
          case CLAIM -> claimed();
          case RENEW -> renewed(held(claim));
          case COMPLETE, HAND_BACK, PARK -> ended(held(claim), end(wish, held(claim).fence()));
        };

    assertThat(meaning).isEqualTo(answered.meaning());
    if (meaning == Meaning.OURS) {
      assertThat(job().state()).isEqualTo(stateAfter(wish));
    }
    List<Change> requests = table.asked().subList(asked, table.asked().size());
    if (answered == Answered.TOO_LARGE) {
      assertThat(requests).hasSize(2).doesNotHaveDuplicates();
      assertThat(requests.getFirst().conditions()).isEqualTo(requests.getLast().conditions());
    } else {
      assertThat(Set.copyOf(requests)).as("it is always the same request").hasSize(1);
    }
    if (answered.requests > 0 && !(wish == Wish.RENEW && answered == Answered.REFUSED)) {
      assertThat(requests).hasSize(answered.requests);
    }
  }

  private Meaning claimed() throws InterruptedException {
    long before = time.nanos();
    return switch (new ClaimTaker(ports, settings).take(job(), stop, wake)) {
      case Taken.Won(Claim claim) -> {
        assertThat(claim.fence().claimId()).isEqualTo(job().tenure().claimId());
        assertThat(claim.deadlineNanos())
            .as("the lease counts from before the first try")
            .isEqualTo(before + settings.lease().usable().toNanos());
        yield Meaning.OURS;
      }
      case Taken.Missed _ -> Meaning.LOST;
      case Taken.Unwritable(String _, String remedy) ->
          remedy.equals("Grant it.") ? Meaning.REPORTED : Meaning.OPEN;
    };
  }

  private Meaning renewed(Claim claim) {
    long before = time.nanos();
    for (int i = 0; i < 1_000; i++) {
      boolean known = claim.renew(() -> notes()).isPresent();
      if (known) {
        assertThat(claim.deadlineNanos()).isEqualTo(before + settings.lease().usable().toNanos());
        return Meaning.OURS;
      }
      if (claim.isOvertaken()) {
        assertThat(claim.whyLost()).isPresent();
        return Meaning.LOST;
      }
      if (heard.all(EngineEvent.RenewalUnclear.class).stream()
          .anyMatch(event -> "Grant it.".equals(event.remedy()))) {
        assertThat(claim.whyLost()).as("the lease still has its time").isEmpty();
        return Meaning.REPORTED;
      }
      if (claim.whyLost().isPresent()) {
        return Meaning.OPEN;
      }
      time.pass(claim.untilDue(false));
    }
    throw new AssertionError("it asks for ever");
  }

  private Meaning ended(Claim claim, Transition.Noted end) throws InterruptedException {
    AttemptLog log =
        AttemptLog.begin(claim, ports, LogSettings.DEFAULT, new JournalWatch(ports), wake);
    log.add(LogEntry.Level.INFO, LINE);
    Finish finish = new Finish(ports, new Outbox(ports), stop, wake);
    boolean written =
        finish.close(claim, new Channel(ports, log, new Bill(claim.job())), log, end).isPresent();
    if (written) {
      assertThat(spool.contents().ends()).isEmpty();
      return Meaning.OURS;
    }
    if (!heard.all(EngineEvent.ResultRejected.class).isEmpty()) {
      assertThat(spool.rejected()).hasSize(1);
      return Meaning.LOST;
    }
    assertThat(spool.contents().ends()).hasSize(1);
    boolean told =
        heard.all(EngineEvent.ResultKept.class).stream()
            .anyMatch(event -> "Grant it.".equals(event.remedy()));
    return told ? Meaning.REPORTED : Meaning.OPEN;
  }

  private Transition.Noted end(Wish wish, Fence fence) {
    Instant now = time.instant();
    return switch (wish) {
      case COMPLETE ->
          new Transition.Complete(fence, Ending.COMPLETED, Results.plainSuccess(), notes(), now);
      case HAND_BACK -> new Transition.HandBack(fence, 0, "the poller goes", notes(), now);
      case PARK -> new Transition.Park(fence, now.plusSeconds(60), 0, 1, "not yet", notes(), now);
      case CLAIM, RENEW -> throw new AssertionError(wish + " ends nothing");
    };
  }

  private static State stateAfter(Wish wish) {
    return switch (wish) {
      case CLAIM, RENEW -> State.PROCESSING;
      case COMPLETE -> State.COMPLETED;
      case HAND_BACK -> State.PENDING;
      case PARK -> State.PARKED;
    };
  }

  private void answer(Answered answered) {
    asked = table.asked().size();
    table.next(answered.first);
    for (int i = 0; i < 1_000; i++) {
      table.next(answered.then);
    }
  }

  private static Written made(Table table, Change change) {
    return table.write(change);
  }

  private static Written madeWithoutRow(Table table, Change change) {
    return table.write(change) instanceof Written.Done
        ? new Written.Done(null)
        : new Written.ConditionFailed(null);
  }

  /** The client library has sent it twice by itself, and tells the answer to the second. */
  private static Written echoed(Table table, Change change) {
    table.write(change);
    return new Written.ConditionFailed(table.get(change.jobId()).orElse(null));
  }

  /** An older poller is faster; it knows nothing of our attributes and leaves them standing. */
  private static Written overtaken(Table table, Change change) {
    Condition there = new Condition.Equal(Name.JOB_ID, new Attribute.Text(change.jobId()));
    Map<String, Attribute> theirs =
        Map.of(
            Name.STATUS, new Attribute.Text("PROCESSING"),
            Name.WORKER_ID, new Attribute.Text("somebody"),
            Name.VERSION, new Attribute.Num(9));
    table.write(new Change(change.jobId(), List.of(there), theirs, Set.of()));
    return table.write(change);
  }

  private static Written madeUnheard(Table table, Change change) {
    table.write(change);
    return new Written.NoAnswer("the answer was lost");
  }

  private static Written silent(Table table, Change change) {
    return new Written.NoAnswer("the request was lost");
  }

  private static Written refused(Table table, Change change) {
    return new Written.Refused("access denied", "Grant it.");
  }

  private static Claim held(@Nullable Claim claim) {
    assertThat(claim).isNotNull();
    return claim;
  }

  private static Notes notes() {
    LogEntry entry = new LogEntry(Instant.EPOCH, LogEntry.Level.INFO, LINE);
    return new Notes(LogTail.EMPTY.plus(List.of(entry)), null, Map.of(), null);
  }

  private void submit() {
    Request request = Request.forConversation("12");
    store.submit(new NewJob("a", PlainHandler.TYPE, request, Batch.NONE, "test"), time.instant());
  }

  private Claim won() throws InterruptedException {
    Taken taken = new ClaimTaker(ports, settings).take(job(), stop, wake);
    assertThat(taken).isInstanceOf(Taken.Won.class);
    return ((Taken.Won) taken).claim();
  }

  private Job job() {
    return (Job) store.find("a").orElseThrow();
  }
}
