package delphi.jobs.app;

import delphi.jobs.cost.Money;
import delphi.jobs.cost.Pot;
import delphi.jobs.desk.Times;
import delphi.jobs.stats.BudgetState;
import java.math.BigDecimal;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the budgets of today stand, for a person; nothing where there are none. */
record BudgetView(Session session) {
  private static final int NAMED_MAX = 5;

  void print(BudgetState state) {
    if (!state.isOfUse() || session.console().show() == Console.Show.BARE) {
      return;
    }
    if (state.trouble().isEmpty()) {
      session.print("");
      table(state).print(session.console());
    } else {
      session.say("what the budgets have left is not known: " + state.trouble());
    }
    if (!state.parked().isEmpty()) {
      session.say(parked(state));
    }
    if (!state.isComplete()) {
      session.say("not all conversations and waiting jobs were looked at; there are too many.");
    }
  }

  private Grid table(BudgetState state) {
    Grid grid = new Grid("BUDGET TODAY", "LIMIT", "SPENT", "RESERVED", "LEFT", "JOBS WAITING");
    Pot day = state.day();
    if (day != null) {
      row(grid, "all jobs", day, state.parked().size());
    }
    for (Pot pot : state.conversations()) {
      long waiting =
          state.parked().stream()
              .filter(job -> job.conversation().equals(pot.conversation()))
              .count();
      row(grid, "conversation " + pot.conversation(), pot, waiting);
    }
    return grid;
  }

  private static void row(Grid grid, String name, Pot pot, long waiting) {
    Money left = pot.left();
    boolean isUsedUp = left != null && left.amount().signum() == 0;
    grid.row(
        new Grid.Cell(name),
        new Grid.Cell(limit(pot)),
        new Grid.Cell(spent(pot)),
        new Grid.Cell(reserved(pot)),
        new Grid.Cell(left == null ? "-" : left.toString(), isUsedUp ? Paint.BAD : null),
        new Grid.Cell(Long.toString(waiting)));
  }

  private static String limit(Pot pot) {
    Money told = pot.pollersLimit();
    if (pot.limit() == null) {
      return told == null ? "-" : told + " (of a poller)";
    }
    return told == null || told.equals(pot.limit())
        ? pot.limit().toString()
        : pot.limit() + " (a poller: " + told + ")";
  }

  private static String spent(Pot pot) {
    return pot.spent().isEmpty()
        ? "nothing reported"
        : pot.spent().entrySet().stream()
            .map(each -> amount(each.getValue()) + " " + each.getKey())
            .collect(Collectors.joining(" + "));
  }

  private static String amount(@Nullable BigDecimal amount) {
    return amount == null ? "0" : amount.toPlainString();
  }

  private static String reserved(Pot pot) {
    if (pot.openOrders() == 0) {
      return "-";
    }
    String orders = pot.openOrders() == 1 ? "1 order" : pot.openOrders() + " orders";
    return pot.reserved() == null ? orders : pot.reserved() + " (" + orders + ")";
  }

  private String parked(BudgetState state) {
    String ids =
        state.parked().stream()
            .limit(NAMED_MAX)
            .map(BudgetState.Waits::jobId)
            .collect(Collectors.joining(", "));
    String more = state.parked().size() > NAMED_MAX ? ", …" : "";
    String since = state.parkedSince() == null ? "" : " since " + Times.iso(state.parkedSince());
    return "waiting for a budget"
        + since
        + ": "
        + ids
        + more
        + ". They ask again by themselves, after "
        + Times.iso(state.until())
        + " at the latest; `delphi requeue` lets one ask at once, `delphi why` names its budget.";
  }
}
