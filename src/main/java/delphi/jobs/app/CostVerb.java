package delphi.jobs.app;

import delphi.jobs.cost.Sum;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.FilterDraft;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.Sizes;
import delphi.jobs.desk.Times;
import delphi.jobs.stats.Account;
import delphi.jobs.stats.AccountLine;
import delphi.jobs.stats.By;
import delphi.jobs.stats.CostReport;
import delphi.jobs.stats.EndedJobs;
import delphi.jobs.stats.Reckoning;
import delphi.jobs.store.JobFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what the jobs of the last hours have cost. */
@Command(
    name = "cost",
    description =
        "Say what the jobs that ended lately have cost: tokens and money as their scripts report them,"
            + " processor time, and units of the table; and how the budgets of today stand.",
    footer = {
      "",
      "Jobs count that ended since then, within the last 24h if nothing else is said, with all their"
          + " attempts; CPU is of the last one. 'not reported' is not nothing: docs/COST.md says how a"
          + " script reports. Units are DynamoDB's; a file has none."
          + " Budgets are shown where one is set, here or where the poller that has written last"
          + " runs.",
      FilterFlags.LANGUAGE
    })
final class CostVerb implements Verb {
  private static final String DAY = "24h";
  private static final String UNKNOWN = "not reported";

  @Mixin private final FilterFlags filters = new FilterFlags();

  @Option(
      names = "--by",
      paramLabel = "WORDS",
      split = ",",
      description =
          "A line for each type, conversation, day, model, or several with commas (default type).")
  private List<String> by = List.of("type");

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Read so many rows of each status at most, 1 to 10000 (default 2000).")
  private int limit = 2_000;

  @Override
  public Exit run(Session session) {
    List<By> groups = groups();
    Reckoning.Scope scope = scope(session);
    try (OpenStore store = session.openStore()) {
      Workshop workshop = new Workshop(session.settings(), session.surroundings());
      CostReport report = CostReport.of(store.jobs(), scope, groups, workshop.budgets(store));
      if (session.globals().json()) {
        session.print(PlainJson.of(report.fields()));
      } else {
        print(report, session);
        new BudgetView(session).print(report.budgets());
      }
    }
    return Exit.OK;
  }

  private List<By> groups() {
    List<By> groups = new ArrayList<>();
    for (String word : by) {
      By one =
          By.of(word.strip())
              .orElseThrow(() ->
                  new Problem(
                      Exit.USAGE,
                      "--by " + word,
                      "there is no such group",
                      "Give some of " + By.words() + ", with commas."));
      if (!groups.contains(one)) {
        groups.add(one);
      }
    }
    return groups;
  }

  private Reckoning.Scope scope(Session session) {
    FilterDraft draft = filters.draft(session.now());
    draft.putIfMissing("since", DAY);
    JobFilter filter = draft.filter(limit);
    if (filter.status() != null || filter.state() != null) {
      throw new Problem(
          Exit.USAGE, "status: or state:", "cost is about all that has ended", "Leave it out.");
    }
    return Reckoning.Scope.of(filter);
  }

  private void print(CostReport report, Session session) {
    Account account = report.account();
    String period = "since " + Times.iso(report.scope().from()) + covered(report.ended());
    if (account.lines().isEmpty()) {
      session.say("no job ended " + period + filters.doubt());
      return;
    }
    List<String> headings = new ArrayList<>();
    account.by().forEach(each -> headings.add(each.name()));
    headings.addAll(List.of("JOBS", "REPORTED", "TOKENS IN", "OUT", "MONEY", "CPU", "MEMORY"));
    headings.addAll(List.of("WRITE UNITS", "READ"));
    Grid grid = new Grid(headings.toArray(String[]::new));
    account.lines().forEach(line -> row(grid, line));
    if (account.lines().size() > 1) {
      row(grid, account.all());
    }
    grid.print(session.console());
    session.say("of jobs that ended " + period);
  }

  private String covered(EndedJobs ended) {
    return ended.isComplete()
        ? "; rows read: " + ended.rowsRead() + "."
        : "; only the newest " + limit + " rows of a status were read. --limit reads more.";
  }

  private static void row(Grid grid, AccountLine line) {
    Sum spent = line.spent();
    String cpu =
        line.cpuSeconds() == null
            ? "-"
            : Times.span(Duration.ofMillis(line.cpuSeconds().movePointRight(3).longValue()));
    boolean isCounted = !line.units().isNone();
    Stream<String> keys = line.keys().stream().map(key -> key.isEmpty() ? "-" : key);
    Stream<String> values =
        Stream.of(
            Integer.toString(line.jobs()),
            Integer.toString(line.reporting()),
            spent.hasTokens() ? Long.toString(spent.inputTokens()) : UNKNOWN,
            spent.hasTokens() ? Long.toString(spent.outputTokens()) : UNKNOWN,
            spent.money().isEmpty() ? UNKNOWN : spent.moneyText(),
            cpu,
            line.peakMemoryBytes() == null ? "-" : Sizes.shown(line.peakMemoryBytes()),
            isCounted ? Double.toString(line.units().write()) : "-",
            isCounted ? Double.toString(line.units().read()) : "-");
    grid.row(Stream.concat(keys, values).map(Grid.Cell::new).toArray(Grid.Cell[]::new));
  }
}
