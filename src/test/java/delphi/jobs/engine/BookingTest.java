package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.Heard;
import delphi.jobs.handler.JobHandler;
import delphi.jobs.handler.Plan;
import delphi.jobs.handler.StatementReader;
import delphi.jobs.job.Batch;
import delphi.jobs.job.Job;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Outcome;
import delphi.jobs.job.Request;
import delphi.jobs.job.State;
import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.process.ProcessResult;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.journal.Booked;
import delphi.jobs.store.memory.MemorySpool;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.row.RowReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two jobs that ask for the same batch pay for one. */
class BookingTest {
  private final TurnableTime time = new TurnableTime();
  private final MemoryTable rows = new MemoryTable();
  private final TableJobStore store = new TableJobStore(rows, new RowReader(ZoneOffset.UTC));
  private final HandJournal journal = new HandJournal();
  private final Recorder heard = new Recorder();
  private final Signal wake = new TurnableTasks(time).signal();
  private final StopRequest stop = new StopRequest(wake);
  private final EngineSettings settings = EngineSettings.defaults("us", Path.of("/nowhere"));
  private @Nullable JournalWatch shared;

  @Test
  void theSecondEndsAtOnceWithTheBatchThatTheFirstWaitsFor() throws Exception {
    run(
        "first",
        hand -> {
          hand.say(Source.CHANNEL, "{\"set\":{\"batch_id\":\"batch-7\"}}");
          hand.exit(75);
        });
    assertThat(job("first").state()).isEqualTo(State.PARKED);

    int started = run("second", hand -> hand.exit(0));

    assertThat(started).isZero();
    assertThat(job("second").state()).isEqualTo(State.COMPLETED);
    assertThat(job("second").storedResults())
        .contains("\"joined\":{", "\"job_id\":\"first\"", "\"batch_id\":\"batch-7\"");
    assertThat(job("second").marks().order()).isNull();
  }

  @Test
  void theSecondWaitsWhileNobodyKnowsWhetherTheFirstHasOrdered() throws Exception {
    run("first", hand -> hand.exit(75));
    assertThat(job("first").state()).isEqualTo(State.HELD);

    int started = run("second", hand -> hand.exit(0));

    assertThat(started).isZero();
    Job second = job("second");
    assertThat(second.state()).isEqualTo(State.PARKED);
    assertThat(second.tenure().attempt()).as("no attempt is counted").isZero();
    assertThat(second.marks().lastError()).contains("Job first may have ordered the same");
    assertThat(second.tenure().lease()).isNotNull();
  }

  @Test
  void whenTheFirstHasFailedTheSecondOrders() throws Exception {
    run("first", hand -> hand.exit(1));

    assertThat(run("second", hand -> hand.exit(0))).isEqualTo(1);
  }

  @Test
  void whenTheFirstIsLongPastTheSecondOrders() throws Exception {
    run("first", hand -> hand.exit(75));
    time.pass(Duration.ofHours(27));

    assertThat(run("second", hand -> hand.exit(0))).isEqualTo(1);
  }

  @Test
  void theSameJobMayOrderInALaterClaim() throws Exception {
    run(
        "first",
        hand -> {
          hand.say(Source.CHANNEL, "{\"ordered\":false}");
          hand.exit(75);
        });
    time.pass(Duration.ofMinutes(30));

    assertThat(attempt("first", hand -> hand.exit(0))).isEqualTo(1);
  }

  @Test
  void aBookThatIsNotThereIsToldOnceAndTheRowStillOrdersOnce() throws Exception {
    journal.answerOrders(new Booked.Refused("no such table", "Run `delphi init`."));

    assertThat(run("first", hand -> hand.exit(0))).isEqualTo(1);
    assertThat(run("second", hand -> hand.exit(0))).isEqualTo(1);

    assertThat(heard.all(EngineEvent.JournalLost.class)).hasSize(1);
    assertThat(job("first").marks().order()).isNotNull();
  }

  @Test
  void aBookThatDoesNotAnswerOrdersNothing() throws Exception {
    journal.answerOrders(new Booked.Unclear("it hangs"));

    assertThat(run("first", hand -> hand.exit(0))).isZero();
    assertThat(job("first").state()).isEqualTo(State.PARKED);
  }

  /** How many processes it started. */
  private int run(String id, Consumer<HandProcesses.Hand> script) throws Exception {
    Request request = Request.forConversation("12");
    store.submit(new NewJob(id, PlainHandler.TYPE, request, Batch.NONE, "test"), time.instant());
    return attempt(id, script);
  }

  private int attempt(String id, Consumer<HandProcesses.Hand> script) throws Exception {
    HandProcesses processes = new HandProcesses(script);
    Ports ports =
        new Ports(
            store,
            journal,
            new MemorySpool(),
            processes,
            new HandlerRegistry(List.of(new Asks())),
            new StatementReader(),
            time,
            new ServerClock(time),
            new Alone(),
            new Random(1),
            heard);
    Taken taken = new ClaimTaker(ports, settings).take(job(id), stop, wake);
    Claim claim = ((Taken.Won) taken).claim();
    Outbox outbox = new Outbox(ports);
    Turns turns = new Turns(ports);
    new Attempt(claim, ports, settings, outbox, watch(ports), turns, stop, wake).run();
    return processes.started().size();
  }

  /** One for all attempts, as a poller has it. */
  private JournalWatch watch(Ports ports) {
    JournalWatch watch = shared == null ? new JournalWatch(ports) : shared;
    shared = watch;
    return watch;
  }

  private Job job(String id) {
    return (Job) store.find(id).orElseThrow();
  }

  /** Nobody brings logs to the journal here. */
  private final class Alone implements Tasks {
    @Override
    public Signal signal() {
      return new TurnableTasks(time).signal();
    }

    @Override
    public void start(String name, Runnable task) {}
  }

  /** A paid type whose jobs of one conversation all ask for the same. */
  private record Asks() implements JobHandler {
    private static final PlainHandler PAID = new PlainHandler(PlainHandler.TYPE, false);

    @Override
    public String name() {
      return "asks";
    }

    @Override
    public boolean handles(Job job) {
      return true;
    }

    @Override
    public boolean isRepeatable() {
      return false;
    }

    @Override
    public Optional<String> request(Job job) {
      return Optional.of(job.request().conversationId());
    }

    @Override
    public Plan plan(Job job) {
      return PAID.plan(job);
    }

    @Override
    public Outcome judge(Job job, ProcessResult result, Heard said) {
      return PAID.judge(job, result, said);
    }
  }
}
