package delphi.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import delphi.jobs.cost.Budget;
import delphi.jobs.cost.Hold;
import delphi.jobs.cost.Ledger;
import delphi.jobs.cost.Money;
import delphi.jobs.cost.Orders;
import delphi.jobs.desk.Exit;
import delphi.jobs.store.row.ARow;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code delphi cost}, as people and programs read it. */
class CostVerbTest {
  private static final String SPENT =
      "{\"models\":{\"m-1\":{\"reports\":2,\"input_tokens\":1200,\"output_tokens\":300,"
          + "\"money\":{\"USD\":\"0.10\"}},\"m-2\":{\"reports\":1,\"money\":{\"EUR\":\"3\"}}},"
          + "\"read_units\":1.5,\"write_units\":24.0}";

  @TempDir private Path home = Path.of("");

  @BeforeEach
  void makeTheStore() {
    assertThat(new Cli(home).run("init").exit()).isEqualTo(Exit.OK);
  }

  @Test
  void eachTypeHasALineAndAllTogetherHaveOne() {
    aTable();

    Cli.Ran ran = new Cli(home).run("cost");

    Snapshot.assertMatches("cost.txt", ran.out());
    assertThat(ran.err())
        .contains("of jobs that ended since 2026-11-21T12:00:00.000Z; rows read: 5.");
  }

  @Test
  void asDataWhatNobodyHasSaidIsNull() {
    aTable();

    Snapshot.assertMatches("cost.json", new Cli(home).run("cost", "--json").out());
  }

  @Test
  void howBudgetsStandIsShownBelow() {
    spend();

    Cli.Ran ran =
        new Cli(home)
            .with("DELPHI_BUDGET_DAY", "2 USD")
            .with("DELPHI_BUDGET_CONVERSATION_DAY", "1.50 USD")
            .with("DELPHI_BUDGET_RESERVE", "0.25 USD")
            .run("cost");

    Snapshot.assertMatches("budgets.txt", ran.out());
    assertThat(ran.err())
        .contains("waiting for a budget since 2026-11-22T11:40:00.000Z: p. They ask again")
        .contains("after 2026-11-23T00:00:00.000Z at the latest");
  }

  /** Whoever looks may have other settings than the poller. */
  @Test
  void theBudgetOfAPollerIsSeenWhereNoneIsSet() {
    spend();

    assertThat(new Cli(home).run("cost").out())
        .contains("2 USD (of a poller)", "1 order", "conversation 9");
    assertThat(new Cli(home).with("DELPHI_BUDGET_DAY", "3 USD").run("cost").out())
        .contains("3 USD (a poller: 2 USD)");
    assertThat(new Cli(home).run("cost", "--plain").out()).isEmpty();
  }

  @Test
  void asDataBudgetsAreTexts() {
    spend();

    Cli cli = new Cli(home).with("DELPHI_BUDGET_DAY", "2 USD");
    JsonNode budgets =
        JsonMapper.shared().readTree(cli.run("cost", "--json").out()).path("budgets");
    assertThat(budgets.path("since").asString()).isEqualTo("2026-11-22T00:00:00Z");
    JsonNode day = budgets.path("budgets").path(0);
    assertThat(day.path("conversation_id").isNull()).isTrue();
    assertThat(day.path("limit").asString()).isEqualTo("2 USD");
    assertThat(day.path("limit_of_pollers").asString()).isEqualTo("2 USD");
    assertThat(day.path("spent").path("USD").asString()).isEqualTo("1.6");
    assertThat(day.path("open_orders").asInt()).isEqualTo(1);
    assertThat(day.path("left").asString()).isEqualTo("0.4 USD");
    JsonNode waits = budgets.path("parked").path(0);
    assertThat(waits.path("job_id").asString()).isEqualTo("p");
    assertThat(waits.path("until").asString()).isEqualTo("2026-11-23T00:01:00Z");
    assertThat(waits.path("why").asString()).contains("is used up");
    assertThat(budgets.path("trouble").isNull()).isTrue();
  }

  @Test
  void whereSumsCannotBeReadTheRestIsTold() throws SQLException {
    spend();
    Path file = home.resolve(".delphi/jobs.db");
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.execute("DROP TABLE journal");
    }

    Cli.Ran ran = new Cli(home).with("DELPHI_BUDGET_DAY", "2 USD").run("cost");
    assertThat(ran.exit()).isEqualTo(Exit.OK);
    assertThat(ran.err()).contains("what the budgets have left is not known", "since 2026");
  }

  /** 1.6 dollars today, one order more, and a job that waits. */
  private void spend() {
    Shelf shelf = new Shelf(home);
    Budget budget =
        new Budget(Money.parse("2 USD"), Money.parse("1.5 USD"), Money.parse("0.25 USD"));
    shelf.withRegister(register -> {
      Ledger ledger = new Ledger(register, budget, Orders.UNKNOWN);
      Map<String, BigDecimal> money = Map.of("USD", new BigDecimal("1.6"));
      ledger.spent("9", money, Set.of(), false, "a.0", Cli.START);
      ledger.ask("10", new Hold("o", 2), "o.0", Cli.START);
    });
    shelf.put(
        ARow.pending("p")
            .text("conversation_id", "9")
            .text("status", "PROCESSING")
            .text("phase", "PARKED")
            .number("version", 3)
            .text("because", "3.budget")
            .text("updated_at", "2026-11-22T11:40:00.000000+00:00")
            .text("lock_expires_at", "2026-11-23T00:01:00.000000+00:00")
            .text(
                "last_error",
                "The budget of 1.5 USD a day for conversation 9 is used up: 1.6 USD spent."));
  }

  @Test
  void groupsCanBeCombined() {
    aTable();

    assertThat(new Cli(home).run("cost", "--by", "day,conversation", "--plain").out().lines())
        .containsExactly(
            "2026-11-22\t42\t3\t1\t1200\t300\t3 EUR + 0.1 USD\t2.5s\t4.0 MiB\t24.0\t1.5",
            "2026-11-22\t77\t2\t1\t7\t0\t0.25 USD\t-\t-\t-\t-",
            "all\tall\t5\t2\t1207\t300\t3 EUR + 0.35 USD\t2.5s\t4.0 MiB\t24.0\t1.5");
  }

  @Test
  void ofAModelOnlyWhatWasReportedIsKnown() {
    aTable();

    assertThat(new Cli(home).run("cost", "--by=model", "--plain").out().lines())
        .contains(
            "-\t4\t1\t7\t0\t0.25 USD\t-\t-\t-\t-",
            "m-1\t1\t1\t1200\t300\t0.1 USD\t-\t-\t-\t-",
            "m-2\t1\t1\tnot reported\tnot reported\t3 EUR\t-\t-\t-\t-");
  }

  @Test
  void theJobItselfShowsIt() {
    aTable();

    assertThat(new Cli(home).run("show", "a").out())
        .contains("1200 tokens in, 300 out; 3 EUR + 0.1 USD; 24.0 write and 1.5 read units");
    assertThat(new Cli(home).run("show", "b").out()).doesNotContain("tokens");
  }

  @Test
  void whereNothingHasEndedThatIsSaid() {
    assertThat(new Cli(home).run("cost").err()).contains("no job ended since", "rows read: 0.");
    JsonNode empty = JsonMapper.shared().readTree(new Cli(home).run("cost", "--json").out());
    assertThat(empty.path("groups")).isEmpty();
    assertThat(empty.path("all").path("jobs").asInt()).isZero();
    assertThat(empty.path("all").path("spent").isNull()).isTrue();
  }

  @Test
  void whatItDoesNotKnowIsRefusedAndWhatItLeavesOutIsSaid() {
    aTable();

    assertThat(new Cli(home).run("cost", "--by=worker").err())
        .contains("--by worker", "type, conversation, day, model");
    assertThat(new Cli(home).run("cost", "--by=worker").exit()).isEqualTo(Exit.USAGE);
    assertThat(new Cli(home).run("cost", "status:FAILED").exit()).isEqualTo(Exit.USAGE);
    assertThat(new Cli(home).run("cost", "--limit=1").err()).contains("only the newest 1 rows");
    assertThat(new Cli(home).run("cost", "conversation:77", "--plain").out()).contains("\t2\t1\t7");
  }

  private void aTable() {
    Shelf shelf = new Shelf(home);
    shelf.put(
        ended("a", "COMPLETED")
            .text("spent", SPENT)
            .text("job_results", "{\"cpu_seconds\":1.5,\"peak_memory_bytes\":4194304}"));
    shelf.put(
        ended("b", "FAILED").text("job_results", "{\"cpu_seconds\":1,\"peak_memory_bytes\":1000}"));
    shelf.put(ended("c", "COMPLETED").text("job_results", "what is this"));
    // As earlier versions have left it.
    shelf.put(
        ended("d", "COMPLETED")
            .text("conversation_id", "77")
            .text("job_type", "AWAITING_NARRATIVE_BATCH")
            .text("job_results", "{\"cost\":[{\"usd\":0.25,\"input_tokens\":7}]}"));
    shelf.put(
        ended("e", "COMPLETED")
            .text("conversation_id", "77")
            .text("job_type", "AWAITING_NARRATIVE_BATCH")
            .text("spent", "{\"models\":12}"));
  }

  private static ARow ended(String id, String status) {
    return ARow.pending(id)
        .text("status", status)
        .text("created_at", "2026-11-22T11:00:00Z")
        .text("completed_at", "2026-11-22T11:30:00Z");
  }
}
