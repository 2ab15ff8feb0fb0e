package delphi.jobs.app;

import delphi.jobs.demand.Demand;
import delphi.jobs.demand.Group;
import delphi.jobs.desk.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Demand as people see it. */
final class DemandView {
  private DemandView() {}

  /** What people read: a line for each kind of row that there is. */
  static Grid grid(Demand demand) {
    Grid grid = new Grid("WHAT", "JOBS", "OLDEST", "NOTE");
    line(grid, "wanted", demand.wanted(), null, "slots that would be busy now", Paint.STRONG);
    line(
        grid,
        "runnable",
        demand.runnableCount(),
        demand.oldestPendingAge(),
        types(demand),
        Paint.WAITING);
    line(grid, "running", demand.inFlight().ours(), null, "", Paint.BUSY);
    other(
        grid,
        "wait their turn",
        new Group(demand.waitingForTurn(), null),
        "another one of their conversation runs or goes first");
    other(grid, "to rescue", new Group(demand.toRescue(), null), "their holder is gone");
    other(grid, "elsewhere", new Group(demand.inFlight().others(), null), "held by older pollers");
    other(grid, "parked", new Group(demand.parked().count(), null), next(demand.parked()));
    other(grid, "held", demand.held(), "for a person to decide");
    Demand.Anomalies wrong = demand.anomalies();
    other(grid, "lease ran out", wrong.leaseRanOut(), "nobody has freed them yet");
    other(grid, "no lock", wrong.withoutLock(), "an older poller's, running or lost");
    other(grid, "unreadable", wrong.unreadable(), "rows that are no jobs");
    other(grid, "unknown type", wrong.unknownType(), "nobody handles them");
    other(grid, "left alone", new Group(demand.leftAlone(), null), "of types that are not taken");
    return grid;
  }

  /** What there is, in a sentence or two: the last words of a poller that ends by itself. */
  static String left(Demand demand) {
    List<String> parts = new ArrayList<>();
    part(parts, demand.runnableCount(), "that could run now");
    part(parts, demand.waitingForTurn(), "waiting for another one of their conversation");
    part(parts, demand.inFlight().ours(), "running elsewhere");
    part(parts, demand.toRescue(), "whose holder is gone");
    Demand.Parked parked = demand.parked();
    if (parked.count() > parked.due()) {
      String next = parked.due() > 0 ? "" : ", the next due in " + Times.span(parked.untilNext());
      parts.add(parked.count() - parked.due() + " parked" + next);
    }
    part(parts, demand.held().count(), "held");
    Demand.Anomalies wrong = demand.anomalies();
    int odd =
        wrong.leaseRanOut().count()
            - demand.toRescue()
            + wrong.withoutLock().count()
            + wrong.unreadable().count()
            + wrong.unknownType().count();
    part(parts, odd, "that no poller takes");
    String wants = " Wanted now: " + demand.wanted() + " (`delphi demand`).";
    return parts.isEmpty()
        ? "Nothing is left."
        : (demand.isComplete() ? "Left: " : "Left, at least: ")
            + String.join(", ", parts)
            + "."
            + wants;
  }

  private static void part(List<String> parts, int count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }

  private static void other(Grid grid, String what, Group group, String note) {
    if (group.count() > 0) {
      line(grid, what, group.count(), group.oldestAge(), note, Paint.FAINT);
    }
  }

  private static void line(
      Grid grid, String what, int count, @Nullable Duration oldest, String note, Paint paint) {
    grid.row(
        new Grid.Cell(what, paint),
        new Grid.Cell(Integer.toString(count)),
        new Grid.Cell(Times.span(oldest)),
        new Grid.Cell(note));
  }

  private static String types(Demand demand) {
    return demand.runnable().entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  private static String next(Demand.Parked parked) {
    if (parked.due() > 0) {
      return parked.due() + " due now";
    }
    return parked.untilNext() == null ? "" : "the next in " + Times.span(parked.untilNext());
  }
}
