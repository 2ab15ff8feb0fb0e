package delphi.jobs.app;

import delphi.jobs.ops.Printable;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.row.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists jobs, the newest first. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List jobs, the newest first.",
    footer = {
      "",
      "FILTER is status:WORD, type:NAME, conversation:ID or since:WHEN, like the flags of these"
          + " names, or cause:WORD or fingerprint:WORD, as `show` names them of a failed job."
    })
final class ListVerb implements Verb {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
  private static final String HOME_AND_CLEAR = "\u001b[H\u001b[J";

  @Parameters(paramLabel = "FILTER", arity = "0..*", description = "Which jobs.")
  private List<String> filters = List.of();

  @Option(names = "--status", paramLabel = "WORD", description = "Only jobs with this status.")
  private @Nullable String status;

  @Option(names = "--type", paramLabel = "NAME", description = "Only jobs of this type.")
  private @Nullable String type;

  @Option(
      names = {"-c", "--conversation"},
      paramLabel = "ID",
      description = "Only jobs of this conversation.")
  private @Nullable String conversation;

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      description = "Only jobs created since then: a span (2h) or a time (2026-11-22T10:00:00Z).")
  private @Nullable String since;

  @Option(names = "--limit", paramLabel = "N", description = "At most so many, 1 to 10000.")
  private int limit = JobFilter.LIMIT_DEFAULT;

  @Option(names = "--watch", description = "Look again every two seconds, until Ctrl-C.")
  private boolean watch;

  @Override
  public Exit run(Session session) {
    JobFilter filter = filter(session);
    try (OpenStore store = session.openStore()) {
      print(store.jobs(), filter, session);
      while (watch && session.pause(BETWEEN_LOOKS)) {
        if (session.console().show() == Console.Show.ANIMATED) {
          session.console().out().print(HOME_AND_CLEAR);
        }
        print(store.jobs(), filter, session);
      }
    }
    return Exit.OK;
  }

  private JobFilter filter(Session session) {
    FilterDraft draft = new FilterDraft(session.now());
    filters.forEach(draft::add);
    if (status != null) {
      draft.put("status", status);
    }
    if (type != null) {
      draft.put("type", type);
    }
    if (conversation != null) {
      draft.put("conversation", conversation);
    }
    if (since != null) {
      draft.put("since", since);
    }
    return draft.filter(limit);
  }

  private void print(JobStore store, JobFilter filter, Session session) {
    List<Row> rows = store.rows(filter);
    if (session.globals().json()) {
      session.print(PlainJson.of(rows));
    } else if (session.globals().quiet()) {
      rows.forEach(row -> session.print(Printable.line(row.jobId())));
    } else if (rows.isEmpty()) {
      session.say(
          filter.equals(JobFilter.NEWEST)
              ? "no jobs yet. `delphi submit FULL_PIPELINE -c CONVERSATION` makes one."
              : "no job matches.");
    } else {
      grid(rows, store, session).print(session.console());
      if (rows.size() == filter.limit()) {
        session.say("only the newest " + filter.limit() + ". --limit shows more.");
      }
    }
  }

  private static Grid grid(List<Row> rows, JobStore store, Session session) {
    Instant now = session.now();
    Console console = session.console();
    Grid grid = new Grid("ID", "STATE", "TYPE", "CONV", "CREATED", "TOOK", "NOTE");
    for (Row row : rows) {
      JobLine line = JobLine.of(row, store.read(row), now, console);
      grid.row(
          new Grid.Cell(console.isTerminal() ? ShortId.of(line.id()) : line.id()),
          new Grid.Cell(line.state(), line.paint()),
          new Grid.Cell(line.type()),
          new Grid.Cell(line.conversation()),
          new Grid.Cell(Times.shown(line.createdAt(), now, console)),
          new Grid.Cell(Times.span(line.took())),
          new Grid.Cell(line.note()));
    }
    return grid;
  }
}
