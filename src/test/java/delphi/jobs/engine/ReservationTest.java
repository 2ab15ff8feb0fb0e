package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.cost.Budget;
import delphi.jobs.cost.Money;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.StatementReader;
import delphi.jobs.job.Batch;
import delphi.jobs.job.Because;
import delphi.jobs.job.Job;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Request;
import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.memory.MemoryRegister;
import delphi.jobs.store.memory.MemorySpool;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.register.Kept;
import delphi.jobs.store.register.Register;
import delphi.jobs.store.row.Change;
import delphi.jobs.store.row.Query;
import delphi.jobs.store.row.Row;
import delphi.jobs.store.row.RowReader;
import delphi.jobs.store.row.Table;
import delphi.jobs.store.row.Written;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A poller dies before or after each of its requests: what becomes of what it has reserved. */
class ReservationTest {
  private static final Money DOLLAR = Money.parse("1 USD");
  private static final Budget ONE_ORDER = new Budget(DOLLAR, DOLLAR, DOLLAR);

  @Test
  void whatADeadPollerHadReservedIsFreeAgainUnlessItMayHaveOrdered() throws Exception {
    int deaths = 0;
    int reserved = 0;
    for (int last = 0; ; last++) {
      World world = new World();
      world.submit("dead");
      world.submit("next");
      Fate fate = new Fate(last);
      if (!world.attempt("dead", fate)) {
        break;
      }
      deaths++;
      boolean isStarted = world.started("next");
      boolean isReserved = !isStarted && !world.mayHaveOrdered("dead");
      if (isReserved) {
        reserved++;
        assertThat(world.because("next")).isEqualTo(Because.BUDGET.word());
        assertThat(world.untilDue("next"))
            .as("after %s: it does not wait for midnight", fate.when())
            .isLessThanOrEqualTo(Duration.ofMinutes(35));
      }

      world.pass(Duration.ofHours(1));
      world.rescue();
      int orders = world.mayHaveOrdered("dead") ? 1 : 0;
      orders += isStarted || world.started("next") ? 1 : 0;
      assertThat(orders).as("orders, after %s", fate.when()).isEqualTo(1);
    }
    assertThat(deaths).as("deaths").isGreaterThanOrEqualTo(15);
    assertThat(reserved)
        .as("deaths between the reservation and the order")
        .isGreaterThanOrEqualTo(5);
  }

  /** The next attempt of the same job needs no room beside what its dead claim had reserved. */
  @Test
  void theJobItselfOrdersInItsNextAttempt() throws Exception {
    for (int last = 0; ; last++) {
      World world = new World();
      world.submit("dead");
      Fate fate = new Fate(last);
      if (!world.attempt("dead", fate)) {
        break;
      }
      world.pass(Duration.ofHours(1));
      world.rescue();
      if (!world.mayHaveOrdered("dead")) {
        assertThat(world.started("dead")).as("after %s", fate.when()).isTrue();
      }
    }
  }

  /** How many requests a poller makes before it dies; half a request is one without its answer. */
  private static final class Fate {
    private final int last;
    private int done;
    private String newest = "the start";

    Fate(int last) {
      this.last = last;
    }

    static Fate none() {
      return new Fate(Integer.MAX_VALUE);
    }

    String when() {
      return newest + " (" + last + ")";
    }

    <T> T step(String what, Supplier<T> request) {
      dieIfDue("before " + what);
      T answer = request.get();
      dieIfDue("after " + what);
      return answer;
    }

    private void dieIfDue(String where) {
      if (done++ >= last) {
        newest = done == last + 1 ? where : newest;
        throw new Killed();
      }
    }
  }

  /** Nobody catches it, as nobody catches a kill. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /** What pollers share, and the time. */
  private static final class World {
    private final TurnableTime time = new TurnableTime();
    private final MemoryTable rows = new MemoryTable();
    private final MemoryRegister register = new MemoryRegister();
    private final TableJobStore store = new TableJobStore(rows, new RowReader(ZoneOffset.UTC));
    private final Random random = new Random(7);

    void submit(String id) {
      Request request = Request.forConversation("12");
      store.submit(new NewJob(id, PlainHandler.TYPE, request, Batch.NONE, "test"), time.instant());
    }

    void pass(Duration span) {
      time.pass(span);
    }

    /** Whether the poller has died on the way. */
    boolean attempt(String id, Fate fate) throws Exception {
      try {
        run(id, fate, ReservationTest::order);
        return false;
      } catch (Killed killed) {
        return true;
      }
    }

    /** Whether another poller starts it. */
    boolean started(String id) throws Exception {
      return run(id, Fate.none(), ReservationTest::order) > 0;
    }

    private int run(String id, Fate fate, Consumer<HandProcesses.Hand> script) throws Exception {
      HandProcesses processes = new HandProcesses(script);
      Ports ports = ports(fate, processes);
      EngineSettings settings = settings();
      Signal wake = new TurnableTasks(time).signal();
      StopRequest stop = new StopRequest(wake);
      if (new ClaimTaker(ports, settings).take(job(id), stop, wake) instanceof Taken.Won won) {
        JournalWatch watch = new JournalWatch(ports);
        Outbox outbox = new Outbox(ports);
        new Attempt(won.claim(), ports, settings, outbox, watch, new Turns(ports), stop, wake)
            .run();
      }
      return processes.started().size();
    }

    void rescue() {
      new Rescuer(ports(Fate.none(), HandProcesses.exiting(0)), settings(), new Slots(1)).sweep();
    }

    private Ports ports(Fate fate, HandProcesses processes) {
      Table mortal = new MortalTable(rows, fate);
      return new Ports(
              new TableJobStore(mortal, new RowReader(ZoneOffset.UTC)),
              null,
              new MemorySpool(),
              processes,
              new HandlerRegistry(List.of(new PlainHandler(PlainHandler.TYPE, false))),
              new StatementReader(),
              time,
              new ServerClock(time),
              new TurnableTasks(time),
              random,
              new Recorder())
          .with(new MortalRegister(register, fate));
    }

    private static EngineSettings settings() {
      return EngineSettings.defaults("us", Path.of("/nowhere")).withBudget(ONE_ORDER);
    }

    /** Whether money may be spent for it by now, as its row says. */
    boolean mayHaveOrdered(String id) {
      return job(id).openOrder().isPresent() || job(id).batch().batchId() != null;
    }

    String because(String id) {
      String stored = rows.get(id).orElseThrow().text("because").orElse("");
      return stored.substring(stored.indexOf('.') + 1);
    }

    Duration untilDue(String id) {
      Instant due = Objects.requireNonNull(job(id).tenure().lease()).expiresAt();
      return Duration.between(time.instant(), Objects.requireNonNull(due));
    }

    private Job job(String id) {
      return (Job) store.find(id).orElseThrow();
    }
  }

  private static void order(HandProcesses.Hand hand) {
    hand.say(Source.CHANNEL, "{\"set\":{\"batch_id\":\"batch-1\"}}");
    hand.exit(75);
  }

  private record MortalTable(MemoryTable behind, Fate fate) implements Table {
    @Override
    public Written write(Change change) {
      return fate.step("write " + change.set().keySet(), () -> behind.write(change));
    }

    @Override
    public Optional<Row> get(String jobId) {
      return fate.step("get " + jobId, () -> behind.get(jobId));
    }

    @Override
    public List<Row> query(Query query) {
      return fate.step("query", () -> behind.query(query));
    }

    @Override
    public void close() {}
  }

  private record MortalRegister(MemoryRegister behind, Fate fate) implements Register {
    @Override
    public Optional<String> find(String name) {
      return fate.step("find " + name, () -> behind.find(name));
    }

    @Override
    public Kept keep(String name, @Nullable String seen, String text, Instant expiresAt) {
      return fate.step("keep " + name, () -> behind.keep(name, seen, text, expiresAt));
    }
  }
}
