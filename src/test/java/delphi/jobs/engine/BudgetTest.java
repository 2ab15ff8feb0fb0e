package delphi.jobs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.cost.Budget;
import delphi.jobs.cost.Money;
import delphi.jobs.cost.Spending;
import delphi.jobs.cost.SpendingText;
import delphi.jobs.cost.Tab;
import delphi.jobs.cost.Units;
import delphi.jobs.handler.HandlerRegistry;
import delphi.jobs.handler.StatementReader;
import delphi.jobs.job.Batch;
import delphi.jobs.job.Job;
import delphi.jobs.job.Lease;
import delphi.jobs.job.NewJob;
import delphi.jobs.job.Request;
import delphi.jobs.job.State;
import delphi.jobs.process.ProcessListener.Source;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.TableJobStore;
import delphi.jobs.store.memory.MemoryRegister;
import delphi.jobs.store.memory.MemorySpool;
import delphi.jobs.store.memory.MemoryTable;
import delphi.jobs.store.register.Kept;
import delphi.jobs.store.register.Register;
import delphi.jobs.store.row.RowReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What jobs say that they have spent, where it is kept, and when nothing more is ordered. */
class BudgetTest {
  private static final Budget TWO_A_DAY = new Budget(Money.parse("2 USD"), null, null);
  private static final Instant MIDNIGHT = Instant.parse("2026-11-23T00:00:00Z");

  private final TurnableTime time = new TurnableTime();
  private final MemoryTable rows = new MemoryTable();
  private final TableJobStore store = new TableJobStore(rows, new RowReader(ZoneOffset.UTC));
  private final Recorder heard = new Recorder();
  private final Random random = new Random(7);
  private final Signal wake = new TurnableTasks(time).signal();
  private final StopRequest stop = new StopRequest(wake);
  private @Nullable Register register = new MemoryRegister();
  private Budget budget = TWO_A_DAY;

  @Test
  void whatAttemptsHaveSpentAddsUpAlsoWhenTheyFail() throws Exception {
    budget = Budget.NONE;
    run(
        "a",
        spending("'model':'m-1','input_tokens':1200,'output_tokens':30,'usd':0.01", 75, false));
    assertThat(spent("a").total().inputTokens()).as("known before the end").isEqualTo(1200);

    time.pass(Duration.ofMinutes(30));
    attempt(
        "a",
        hand -> {
          say(hand, "'model':'m-2','input_tokens':1,'amount':'0.1','currency':'EUR'");
          say(hand, "'input_tokens':5,'usd':0.002");
          hand.exit(0);
        },
        new Tab());

    Spending all = spent("a");
    assertThat(all.total().reports()).isEqualTo(3);
    assertThat(all.total().inputTokens()).isEqualTo(1206);
    assertThat(all.total().outputTokens()).isEqualTo(30);
    assertThat(all.total().money())
        .containsOnly(
            Map.entry("EUR", new BigDecimal("0.1")), Map.entry("USD", new BigDecimal("0.012")));
    assertThat(all.models()).containsOnlyKeys("", "m-1", "m-2");
    assertThat(job("a").storedResults())
        .contains("\"cost\":{\"reports\":3,\"input_tokens\":1206,\"output_tokens\":30")
        .contains("\"money\":{\"EUR\":\"0.1\",\"USD\":\"0.012\"}");
  }

  @Test
  void theReceiptNamesTheUnitsThatTheTableWasAskedFor() throws Exception {
    Tab tab = new Tab();
    submit("a");
    attempt(
        "a",
        hand -> {
          Tab.charge(new Units(1.5, 12));
          hand.exit(0);
        },
        tab);

    assertThat(spent("a").units()).isEqualTo(new Units(1.5, 12));
    assertThat(job("a").storedResults())
        .contains("\"cost\":{\"read_units\":1.5,\"write_units\":12.0}")
        .doesNotContain("tokens");
  }

  @Test
  void ofAJobThatSaysNothingNothingIsWritten() throws Exception {
    run("a", hand -> hand.exit(0));

    assertThat(job("a").marks().spent()).isNull();
    assertThat(job("a").storedResults()).doesNotContain("cost");
  }

  @Test
  void nothingIsOrderedOnceTheDaysBudgetIsSpent() throws Exception {
    run("a", spending("'usd':1.5", 0, true));
    assertThat(run("b", spending("'usd':0.5", 0, true))).as("there is room").isEqualTo(1);

    int started = run("c", hand -> hand.exit(0));

    assertThat(started).isZero();
    Job parked = job("c");
    assertThat(parked.state()).isEqualTo(State.PARKED);
    assertThat(parked.tenure().attempt()).as("no attempt is counted").isZero();
    assertThat(parked.marks().order()).as("nothing is ordered").isNull();
    assertThat(parked.marks().lastError())
        .isEqualTo("The budget of 2 USD a day is used up: 2 USD spent. Nothing is ordered.");
    assertThat(because("c")).endsWith(".budget");
    assertThat(due("c")).isBetween(MIDNIGHT, MIDNIGHT.plus(Duration.ofMinutes(5)));
  }

  @Test
  void theNextDayHasABudgetOfItsOwn() throws Exception {
    run("a", spending("'usd':2", 0, true));
    run("b", hand -> hand.exit(0));
    time.pass(Duration.between(TurnableTime.START, due("b")).plusSeconds(1));

    assertThat(attempt("b", spending("'usd':1", 0, true), new Tab())).isEqualTo(1);
    assertThat(job("b").state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void aConversationsBudgetStopsOnlyThatConversation() throws Exception {
    budget = new Budget(Money.parse("100 USD"), Money.parse("1 USD"), null);
    run("a", spending("'usd':1", 0, true));

    assertThat(run("b", hand -> hand.exit(0))).isZero();
    assertThat(job("b").marks().lastError()).contains("a day for conversation 12 is used up");
    submit("c", "13");
    assertThat(attempt("c", spending("'usd':1", 0, true), new Tab())).isEqualTo(1);
  }

  @Test
  void whatIsReservedForOpenOrdersIsSpentAlready() throws Exception {
    budget = new Budget(Money.parse("2.5 USD"), null, Money.parse("1 USD"));
    run("a", BudgetTest::order);
    run("b", BudgetTest::order);
    assertThat(run("c", hand -> hand.exit(0))).as("a third order may cost too much").isZero();
    assertThat(job("c").marks().lastError())
        .contains("0 USD spent, and 2 USD reserved for open orders: 2");

    // The first has been cheap, as its next look says: there is room again.
    time.pass(Duration.ofHours(1));
    attempt("a", spending("'usd':0.1", 3, false), new Tab());
    assertThat(run("d", BudgetTest::order)).isEqualTo(1);
  }

  @Test
  void whoHasOrderedNothingGivesBackWhatWasReserved() throws Exception {
    budget = new Budget(Money.parse("1 USD"), null, Money.parse("1 USD"));
    run(
        "a",
        hand -> {
          hand.say(Source.CHANNEL, "{\"ordered\":false}");
          hand.exit(1);
        });

    assertThat(run("b", BudgetTest::order)).isEqualTo(1);
    assertThat(run("c", BudgetTest::order)).isZero();
  }

  @Test
  void whenNobodyKnowsWhatIsLeftNothingIsOrdered() throws Exception {
    register = new Dumb();
    assertThat(run("a", hand -> hand.exit(0))).isZero();
    assertThat(job("a").marks().lastError()).contains("not known what is left of the budget");
    assertThat(due("a")).isEqualTo(TurnableTime.START.plusSeconds(60));

    register = null;
    assertThat(run("b", hand -> hand.exit(0))).isZero();
    assertThat(job("b").marks().lastError()).contains("no companion table");
  }

  @Test
  void whatBudgetsDoNotSeeIsTold() throws Exception {
    run("a", spending("'amount':3,'currency':'EUR'", 0, true));
    assertThat(warnings()).singleElement().asString().contains("EUR; the budgets are of USD");

    register = new Dumb();
    budget = TWO_A_DAY;
    submit("b");
    attemptRepeatable("b", spending("'usd':1", 0, false));
    assertThat(warnings()).last().asString().contains("the budgets do not know of it");
    assertThat(spent("b").total().money()).containsKey("USD");
  }

  @Test
  void whatIsNoBudgetOfAnybodyIsEnteredAllTheSame() throws Exception {
    budget = Budget.NONE;
    run("a", spending("'usd':2", 0, true));
    budget = TWO_A_DAY;

    assertThat(run("b", hand -> hand.exit(0))).as("another poller's budget knows it").isZero();
  }

  private static void order(HandProcesses.Hand hand) {
    hand.say(Source.CHANNEL, "{\"set\":{\"batch_id\":\"batch-" + hand.hashCode() + "\"}}");
    hand.exit(75);
  }

  private static Consumer<HandProcesses.Hand> spending(
      String fields, int code, boolean hasOrdered) {
    return hand -> {
      say(hand, fields);
      if (code == 75 && !hasOrdered) {
        hand.say(Source.CHANNEL, "{\"ordered\":false}");
      }
      hand.exit(code);
    };
  }

  private static void say(HandProcesses.Hand hand, String fields) {
    hand.say(Source.CHANNEL, ("{'cost':{" + fields + "}}").replace('\'', '"'));
  }

  private int run(String id, Consumer<HandProcesses.Hand> script) throws Exception {
    submit(id);
    return attempt(id, script, new Tab());
  }

  private void submit(String id) {
    submit(id, "12");
  }

  private void submit(String id, String conversation) {
    Request request = Request.forConversation(conversation);
    store.submit(new NewJob(id, PlainHandler.TYPE, request, Batch.NONE, "test"), time.instant());
  }

  private int attempt(String id, Consumer<HandProcesses.Hand> script, Tab tab) throws Exception {
    return attempt(id, script, tab, new PlainHandler(PlainHandler.TYPE, false));
  }

  private void attemptRepeatable(String id, Consumer<HandProcesses.Hand> script) throws Exception {
    attempt(id, script, new Tab(), PlainHandler.PLAIN);
  }

  /** How many processes it started. */
  private int attempt(String id, Consumer<HandProcesses.Hand> script, Tab tab, PlainHandler usual)
      throws Exception {
    // Whose batch is ordered is looked after, which costs nothing.
    boolean isLook = job(id).batch().batchId() != null;
    PlainHandler handler = isLook ? PlainHandler.PLAIN : usual;
    HandProcesses processes = new HandProcesses(script);
    Ports ports =
        new Ports(
                store,
                null,
                new MemorySpool(),
                processes,
                new HandlerRegistry(List.of(handler)),
                new StatementReader(),
                time,
                new ServerClock(time),
                new TurnableTasks(time),
                random,
                heard)
            .with(register);
    EngineSettings settings = EngineSettings.defaults("us", Path.of("/nowhere")).withBudget(budget);
    tab.during(() -> {
      try {
        Taken taken = new ClaimTaker(ports, settings).take(job(id), stop, wake);
        Claim claim = ((Taken.Won) taken).claim();
        JournalWatch watch = new JournalWatch(ports);
        Outbox outbox = new Outbox(ports);
        new Attempt(claim, ports, settings, outbox, watch, new Turns(ports), stop, wake).run();
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    });
    return processes.started().size();
  }

  private Job job(String id) {
    return (Job) store.find(id).orElseThrow();
  }

  private Spending spent(String id) {
    return SpendingText.read(job(id).marks().spent());
  }

  private Instant due(String id) {
    Lease lease = Objects.requireNonNull(job(id).tenure().lease());
    return Objects.requireNonNull(lease.expiresAt());
  }

  private String because(String id) {
    return rows.get(id).orElseThrow().text("because").orElse("");
  }

  private List<String> warnings() {
    return heard.all(EngineEvent.Warned.class).stream().map(EngineEvent.Warned::message).toList();
  }

  /** One that never answers. */
  private static final class Dumb implements Register {
    @Override
    public Optional<String> find(String name) {
      throw new StoreException(StoreException.Kind.UNAVAILABLE, "it hangs", "Wait.");
    }

    @Override
    public Kept keep(String name, @Nullable String seen, String text, Instant expiresAt) {
      return new Kept.Unclear("it hangs");
    }
  }
}
