package delphi.jobs.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.experience.Run;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.Heard;
import delphi.jobs.handler.JobHandler;
import delphi.jobs.handler.Plan;
import delphi.jobs.handler.StatementReader;
import delphi.jobs.job.Batch;
import delphi.jobs.job.Job;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Outcome;
import delphi.jobs.job.Reading;
import delphi.jobs.job.Request;
import delphi.jobs.job.State;
import delphi.jobs.job.Transition;
import delphi.jobs.process.Limits;
import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.process.ProcessResult;
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
import delphi.jobs.store.row.Written;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One attempt on one thread: every wait passes at once, on clocks that only tests turn. */
class AttemptTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TurnableTime time = new TurnableTime();
  private final MemoryTable rows = new MemoryTable();
  private final FaultyTable table = new FaultyTable(rows);
  private final TableJobStore store = new TableJobStore(table, new RowReader(ZoneOffset.UTC));
  private final MemorySpool spool = new MemorySpool();
  private final Recorder heard = new Recorder();
  private final Signal wake = new TurnableTasks(time).signal();
  private final StopRequest stop = new StopRequest(wake);
  private @Nullable Attempt newest;

  @Test
  void theLeaseIsRenewedAsLongAsTheProcessRuns() throws Exception {
    HandProcesses processes =
        doing(hand -> time.after(MINUTE.multipliedBy(30), () -> hand.exit(0)));

    run(processes, PlainHandler.PLAIN);

    assertThat(job().state()).isEqualTo(State.COMPLETED);
    assertThat(job().tenure().version()).isEqualTo(3);
    assertThat(heard.all(EngineEvent.Renewed.class)).hasSizeBetween(88, 95);
    assertThat(processes.started().getFirst().deadlineNanos())
        .isGreaterThan(MINUTE.multipliedBy(30).toNanos());
  }

  @Test
  void anAttemptThatWasStoppedForLongerThanItsLeaseStartsNothing() throws Exception {
    HandProcesses processes = HandProcesses.endless();

    Optional<Reading> after = run(processes, slowToPlan(Duration.ofSeconds(91)));

    assertThat(after).isEmpty();
    assertThat(processes.started()).isEmpty();
    assertThat(heard.all(EngineEvent.LeaseLost.class)).hasSize(1);
    assertThat(job().state()).isEqualTo(State.PROCESSING);
  }

  @Test
  void theDeadlineHoldsFromTheStartOfTheProcess() throws Exception {
    HandProcesses processes = doing(hand -> hand.exit(0));

    run(processes, slowToPlan(Duration.ofSeconds(80)));

    assertThat(processes.started().getFirst().firstDeadlineNanos())
        .isEqualTo(Duration.ofSeconds(90).toNanos());
  }

  @Test
  void aRequestToCancelStopsTheProcessAndEndsTheJobAsCancelled() throws Exception {
    HandProcesses processes =
        doing(_ ->
            time.after(
                MINUTE,
                () -> store.apply(new Transition.RequestCancel(job().seen(), time.instant()))));

    run(processes, PlainHandler.PLAIN);

    assertThat(job().state()).isEqualTo(State.CANCELLED);
    assertThat(job().storedResults())
        .contains("Cancelled", "\"output_summary\":\"No output\"", "\"containment\":\"by hand\"");
    assertThat(time.instant()).isBefore(TurnableTime.START.plusSeconds(90));
  }

  @Test
  void aDrainStopsTheProcessAndHandsTheJobBack() throws Exception {
    HandProcesses processes = doing(_ -> time.after(MINUTE, stop::raise));

    run(processes, PlainHandler.PLAIN);

    assertThat(job().state()).isEqualTo(State.PENDING);
    assertThat(job().tenure().attempt()).isZero();
  }

  @Test
  void aPaidAttemptThatADrainBrokeOffIsHeldAndNotRepeated() throws Exception {
    HandProcesses processes = doing(_ -> time.after(MINUTE, stop::raise));

    run(processes, new PlainHandler(PlainHandler.TYPE, false));

    assertThat(job().state()).isEqualTo(State.HELD);
    assertThat(job().marks().lastError()).contains("A batch may have been ordered");
  }

  @Test
  void aProcessWhoseLeaseCannotBeRenewedIsKilledInTimeAndNothingIsWritten() throws Exception {
    HandProcesses processes = doing(_ -> time.after(MINUTE, this::cutTheTableOff));

    Optional<Reading> after = run(processes, PlainHandler.PLAIN);

    assertThat(after).isEmpty();
    assertThat(heard.all(EngineEvent.LeaseLost.class)).hasSize(1);
    assertThat(job().state()).isEqualTo(State.PROCESSING);
    assertThat(time.instant()).isBefore(TurnableTime.START.plusSeconds(60 + 92));
  }

  @Test
  void aJobThatWasTakenOverIsKilledAndLeftToItsNewHolder() throws Exception {
    HandProcesses processes = doing(_ -> time.after(MINUTE, this::somebodyTakesOver));

    assertThat(run(processes, PlainHandler.PLAIN)).isEmpty();

    assertThat(row().text(Name.WORKER_ID)).contains("somebody");
    assertThat(job().state()).isEqualTo(State.PROCESSING);
  }

  @Test
  void aResultThatWasReachedInTimeIsWrittenHoweverLongTheTableWasGone() throws Exception {
    HandProcesses processes =
        doing(hand -> {
          time.after(Duration.ofSeconds(65), this::cutTheTableOff);
          time.after(Duration.ofSeconds(70), () -> hand.exit(0));
        });

    run(processes, PlainHandler.PLAIN);
    assertThat(job().state()).isEqualTo(State.PROCESSING);
    table.heal();
    Ports ports = ports(processes, PlainHandler.PLAIN);
    new Replay(ports, new Outbox(ports), new Slots(1)).sweep();

    assertThat(job().state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void aJobThatFollowsIsStoredBeforeTheOneThatAskedForItEnds() throws Exception {
    String statement = "{\"submit\":{\"job_id\":\"next\",\"job_type\":\"PLAIN\"}}";
    HandProcesses processes =
        doing(hand -> {
          table.nextIsLost();
          table.nextAnswerIsLost();
          hand.say(Source.CHANNEL, statement);
          hand.exit(0);
        });

    run(processes, PlainHandler.PLAIN);

    assertThat(table.asked()).extracting(Change::jobId).endsWith("next", "next", "next", "a");
    assertThat(((Job) store.find("next").orElseThrow()).state()).isEqualTo(State.PENDING);
    assertThat(job().state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void whatTheScriptSaysOverTheChannelReachesTheRow() throws Exception {
    HandProcesses processes =
        doing(hand -> {
          hand.say(Source.CHANNEL, "{\"progress\":0.25,\"stage\":\"PCA\"}");
          hand.say(Source.CHANNEL, "{\"set\":{\"batch_id\":\"b-1\"}}");
          hand.say(Source.CHANNEL, "{\"retry_after_seconds\":7}");
          hand.exit(3);
        });

    run(processes, PlainHandler.PLAIN);

    assertThat(job().batch().batchId()).isEqualTo("b-1");
    assertThat(row().text(Name.STAGE)).contains("PCA");
    assertThat(job().state()).isEqualTo(State.PARKED);
    assertThat(row().text(Name.LOCK_EXPIRES_AT).orElseThrow()).contains("10:00:0");
  }

  @Test
  void whatItsOutputSaysOfHowFarItIsReachesTheRow() throws Exception {
    HandProcesses processes =
        doing(hand -> {
          time.pass(Duration.ofSeconds(5));
          hand.say(Source.STDOUT, "DELPHI_PROGRESS 0.4 \"UMAP\"");
          time.after(MINUTE, () -> hand.say(Source.STDOUT, "DELPHI_PROGRESS 40 %"));
          time.after(MINUTE.multipliedBy(2), () -> hand.exit(0));
        });

    run(processes, PlainHandler.PLAIN);

    assertThat(row().text(Name.STAGE)).contains("UMAP");
    assertThat(row().get(Name.PROGRESS)).isEqualTo(new Attribute.Num("0.4"));
    assertThat(row().text(Name.STAGE_AT)).contains("2026-11-22T10:00:05Z");
    assertThat(heard.all(EngineEvent.Warned.class)).hasSize(1);
    assertThat(heard.all(EngineEvent.ProgressSaid.class)).hasSize(1);
  }

  @Test
  void theRowIsToldWhenTheProcessLastSaidAnythingForAsLongAsItRuns() throws Exception {
    AtomicReference<Row> then = new AtomicReference<>();
    HandProcesses processes =
        doing(hand -> {
          time.after(MINUTE.multipliedBy(5), () -> hand.isQuietFor(MINUTE.multipliedBy(3)));
          time.after(MINUTE.multipliedBy(6), () -> then.set(row()));
          time.after(MINUTE.multipliedBy(7), () -> hand.exit(0));
        });

    run(processes, PlainHandler.PLAIN);

    Instant said = Instant.parse(then.get().text(Name.OUTPUT_AT).orElseThrow());
    assertThat(said)
        .isBetween(
            TurnableTime.START.plus(MINUTE.multipliedBy(2)),
            TurnableTime.START.plus(MINUTE.multipliedBy(3)));
    assertThat(then.get().get(Name.OUTPUT_DUE_AT)).isNull();
    assertThat(row().get(Name.OUTPUT_AT)).isNull();
  }

  @Test
  void aRunThatCompletesCanBeLearntFrom() throws Exception {
    HandProcesses staged =
        doing(hand -> {
          time.after(MINUTE, () -> hand.say(Source.STDOUT, "[2/2] fit"));
          time.after(MINUTE.multipliedBy(2), () -> hand.exit(0));
        });

    run(staged, PlainHandler.PLAIN);

    Run completed = requireNonNull(newest).completed().orElseThrow();
    assertThat(completed.took()).isBetween(MINUTE.multipliedBy(2), MINUTE.multipliedBy(3));
    assertThat(completed.marks()).containsExactly(new Run.Mark("[2/2] fit", MINUTE));
  }

  @Test
  void aRunThatFailsTeachesNothing() throws Exception {
    run(HandProcesses.exiting(1), PlainHandler.PLAIN);

    assertThat(requireNonNull(newest).completed()).isEmpty();
  }

  @Test
  void aDefectInAHandlerLeavesTheJobForAnotherAttempt() throws Exception {
    run(HandProcesses.exiting(0), new Broken());

    assertThat(heard.all(EngineEvent.AttemptFailed.class)).hasSize(1);
    assertThat(job().state()).isEqualTo(State.PARKED);
    assertThat(job().marks().lastError()).contains("Something in the poller itself failed");
  }

  @Test
  void aJobWhoseTimeInAllIsOverIsNotStartedAgain() throws Exception {
    HandProcesses processes =
        doing(hand -> {
          time.pass(Duration.ofSeconds(60));
          hand.exit(75);
        });
    JobHandler handler = limited(Duration.ofSeconds(100));

    run(processes, handler);
    assertThat(job().state()).isEqualTo(State.PARKED);
    time.pass(Duration.ofSeconds(30));
    again(processes, handler);
    assertThat(job().state()).isEqualTo(State.PARKED);
    time.pass(Duration.ofSeconds(60));
    again(processes, handler);

    assertThat(processes.started())
        .extracting(hand -> hand.limits().times().left())
        .containsExactly(Duration.ofSeconds(100), Duration.ofSeconds(10));
    assertThat(job().state()).isEqualTo(State.FAILED);
    assertThat(job().storedResults()).contains("may take 100 seconds together");
  }

  @Test
  void aPlanThatIsImpossiblePutsTheJobAsideWithTheReason() throws Exception {
    HandProcesses processes = HandProcesses.exiting(0);

    run(processes, new Impossible());

    assertThat(processes.started()).isEmpty();
    assertThat(job().state()).isEqualTo(State.QUARANTINED);
    assertThat(job().storedResults()).contains("no such model");
  }

  @Test
  void theChildIsToldWhereTheChannelIs() throws Exception {
    HandProcesses processes = HandProcesses.exiting(0);

    run(processes, PlainHandler.PLAIN);

    HandProcesses.Hand hand = processes.started().getFirst();
    assertThat(hand.command().channel()).isNotNull();
    assertThat(hand.command().environment())
        .containsEntry("DELPHI_COMMANDS", String.valueOf(hand.command().channel()));
  }

  private static JobHandler limited(Duration total) {
    return new JobHandler() {
      @Override
      public String name() {
        return "limited";
      }

      @Override
      public boolean handles(Job job) {
        return true;
      }

      @Override
      public boolean isRepeatable() {
        return true;
      }

      @Override
      public Plan plan(Job job) {
        Plan.Run plain = (Plan.Run) PlainHandler.PLAIN.plan(job);
        Limits limits = Limits.DEFAULT.withTimes(TimeLimits.DEFAULT.withTotal(total));
        return new Plan.Run(plain.command(), limits, List.of());
      }

      @Override
      public Outcome judge(Job job, ProcessResult result, Heard said) {
        return PlainHandler.PLAIN.judge(job, result, said);
      }
    };
  }

  /** As if the poller were stopped between the claim and the start. */
  private JobHandler slowToPlan(Duration span) {
    return new JobHandler() {
      @Override
      public String name() {
        return "slow";
      }

      @Override
      public boolean handles(Job job) {
        return true;
      }

      @Override
      public boolean isRepeatable() {
        return true;
      }

      @Override
      public Plan plan(Job job) {
        time.pass(span);
        return PlainHandler.PLAIN.plan(job);
      }

      @Override
      public Outcome judge(Job job, ProcessResult result, Heard said) {
        return PlainHandler.PLAIN.judge(job, result, said);
      }
    };
  }

  private static HandProcesses doing(Consumer<HandProcesses.Hand> script) {
    return new HandProcesses(script);
  }

  private Optional<Reading> run(HandProcesses processes, JobHandler handler) throws Exception {
    Ports ports = ports(processes, handler);
    EngineSettings settings = EngineSettings.defaults("us", Path.of("/nowhere"));
    Request request = Request.forConversation("12");
    store.submit(new NewJob("a", PlainHandler.TYPE, request, Batch.NONE, "test"), time.instant());
    return attempt(ports, settings);
  }

  private Optional<Reading> again(HandProcesses processes, JobHandler handler) throws Exception {
    return attempt(ports(processes, handler), EngineSettings.defaults("us", Path.of("/nowhere")));
  }

  private Optional<Reading> attempt(Ports ports, EngineSettings settings) throws Exception {
    Taken taken = new ClaimTaker(ports, settings).take(job(), stop, wake);
    assertThat(taken).isInstanceOf(Taken.Won.class);
    Claim claim = ((Taken.Won) taken).claim();
    Attempt attempt =
        new Attempt(
            claim,
            ports,
            settings,
            new Outbox(ports),
            new JournalWatch(ports),
            new Turns(ports),
            stop,
            wake);
    newest = attempt;
    return attempt.run();
  }

  private Ports ports(HandProcesses processes, JobHandler handler) {
    return new Ports(
        store,
        null,
        spool,
        processes,
        new HandlerRegistry(List.of(handler)),
        new StatementReader(),
        time,
        new ServerClock(time),
        new TurnableTasks(time),
        new Random(1),
        heard);
  }

  private void cutTheTableOff() {
    for (int i = 0; i < 60; i++) {
      table.nextIsLost();
    }
  }

  private void somebodyTakesOver() {
    Condition there = new Condition.Equal(Name.JOB_ID, new Attribute.Text("a"));
    Map<String, Attribute> claim =
        Map.of(Name.WORKER_ID, new Attribute.Text("somebody"), Name.VERSION, new Attribute.Num(3));
    assertThat(rows.write(new Change("a", List.of(there), claim, Set.of())))
        .isInstanceOf(Written.Done.class);
  }

  private Job job() {
    return (Job) store.find("a").orElseThrow();
  }

  private Row row() {
    return rows.get("a").orElseThrow();
  }

  /** A handler with a defect. */
  private record Broken() implements JobHandler {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public boolean handles(Job job) {
      return true;
    }

    @Override
    public boolean isRepeatable() {
      return true;
    }

    @Override
    public Plan plan(Job job) {
      return PlainHandler.PLAIN.plan(job);
    }

    @Override
    public Outcome judge(Job job, ProcessResult result, Heard heard) {
      throw new IllegalStateException("a defect");
    }
  }

  /** A handler that cannot run anything. */
  private record Impossible() implements JobHandler {
    @Override
    public String name() {
      return "impossible";
    }

    @Override
    public boolean handles(Job job) {
      return true;
    }

    @Override
    public boolean isRepeatable() {
      return true;
    }

    @Override
    public Plan plan(Job job) {
      return new Plan.Impossible("no such model");
    }

    @Override
    public Outcome judge(Job job, ProcessResult result, Heard heard) {
      throw new IllegalStateException("nothing ran");
    }
  }
}
