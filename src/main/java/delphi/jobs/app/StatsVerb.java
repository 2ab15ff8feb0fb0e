package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.FilterDraft;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.desk.Problem;
import delphi.jobs.desk.StoredResults;
import delphi.jobs.desk.Times;
import delphi.jobs.job.Job;
import delphi.jobs.stats.Figures;
import delphi.jobs.stats.Reckoning;
import delphi.jobs.stats.ReckoningFields;
import delphi.jobs.stats.Spread;
import delphi.jobs.store.JobFilter;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what became of the jobs of the last hours, how long they took, and why some failed. */
@Command(
    name = "stats",
    description =
        "Say what became of the jobs that ended lately: how many, how long they took and waited, and"
            + " why some failed.",
    footer = {
      "",
      "Jobs count that ended since then, within the last 24h if nothing else is said. TOOK is the last"
          + " attempt of completed jobs: half of them, nine of ten, the longest; WAITED the time before"
          + " the first attempt.",
      FilterFlags.LANGUAGE
    })
final class StatsVerb implements Verb {
  private static final String DAY = "24h";

  @Mixin private final FilterFlags filters = new FilterFlags();

  @Option(names = "--by-conversation", description = "A line for each conversation, not type.")
  private boolean byConversation;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Read so many rows of each status at most, 1 to 10000 (default 2000).")
  private int limit = 2_000;

  @Override
  public Exit run(Session session) {
    JobFilter filter = filter(session);
    Reckoning.Scope scope = Reckoning.Scope.of(filter);
    Function<Job, String> group =
        byConversation ? job -> job.request().conversationId() : job -> job.type().name();
    try (OpenStore store = session.openStore()) {
      Reckoning reckoning = Reckoning.of(store.jobs(), scope, group, StoredResults::errorOf);
      if (session.globals().json()) {
        session.print(PlainJson.of(ReckoningFields.of(reckoning)));
      } else {
        print(reckoning, session);
      }
    }
    return Exit.OK;
  }

  private JobFilter filter(Session session) {
    FilterDraft draft = filters.draft(session.now());
    draft.putIfMissing("since", DAY);
    JobFilter filter = draft.filter(limit);
    if (filter.status() != null || filter.state() != null) {
      throw new Problem(
          Exit.USAGE, "status: or state:", "stats is about all that has ended", "Leave it out.");
    }
    return filter;
  }

  private void print(Reckoning reckoning, Session session) {
    if (reckoning.groups().isEmpty()) {
      session.say("no job ended " + period(reckoning) + covered(reckoning) + filters.doubt());
      return;
    }
    Grid grid =
        new Grid(
            byConversation ? "CONVERSATION" : "TYPE",
            "DONE",
            "FAILED",
            "CANCELLED",
            "RETRIED",
            "TOOK",
            "90%",
            "LONGEST",
            "WAITED",
            "90%");
    reckoning.groups().forEach(figures -> row(grid, figures));
    if (reckoning.groups().size() > 1) {
      row(grid, reckoning.all());
    }
    grid.print(session.console());
    if (!reckoning.reasons().isEmpty() && session.console().show() != Console.Show.BARE) {
      session.print("");
      Grid reasons = new Grid("FAILED", "CAUSE", "EXAMPLE", "BECAUSE");
      boolean isTerminal = session.console().isTerminal();
      reckoning
          .reasons()
          .forEach(reason ->
              reasons.row(
                  new Grid.Cell(Integer.toString(reason.jobs())),
                  new Grid.Cell(reason.cause().isEmpty() ? "-" : reason.cause()),
                  new Grid.Cell(isTerminal ? ShortId.of(reason.example()) : reason.example()),
                  new Grid.Cell(reason.words(), Paint.BAD)));
      reasons.print(session.console());
    }
    session.say("of jobs that ended " + period(reckoning) + covered(reckoning));
  }

  private static String period(Reckoning reckoning) {
    return "since " + Times.iso(reckoning.from());
  }

  private String covered(Reckoning reckoning) {
    return reckoning.isComplete()
        ? "; rows read: " + reckoning.rowsRead() + "."
        : "; only the newest " + limit + " rows of a status were read. --limit reads more.";
  }

  private static void row(Grid grid, Figures figures) {
    Spread took = figures.took();
    Spread waited = figures.waited();
    grid.row(
        new Grid.Cell(figures.name()),
        new Grid.Cell(Integer.toString(figures.completed())),
        new Grid.Cell(Integer.toString(figures.failed()), figures.failed() > 0 ? Paint.BAD : null),
        new Grid.Cell(Integer.toString(figures.cancelled())),
        new Grid.Cell(Integer.toString(figures.retried())),
        new Grid.Cell(Times.span(took.isKnown() ? took.median() : null)),
        new Grid.Cell(Times.span(took.isKnown() ? took.p90() : null)),
        new Grid.Cell(Times.span(took.isKnown() ? took.longest() : null)),
        new Grid.Cell(Times.span(waited.isKnown() ? waited.median() : null)),
        new Grid.Cell(Times.span(waited.isKnown() ? waited.p90() : null)));
  }
}
