package delphi.jobs.app;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.job.Reading;
import delphi.jobs.ops.Printable;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.row.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists jobs, the newest first. */
@Command(
    name = "list",
    aliases = "ls",
    description = "List jobs, the newest first.",
    footer = {"", FilterFlags.LANGUAGE})
final class ListVerb implements Verb {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  @Mixin private final FilterFlags filters = new FilterFlags();

  @Option(names = "--limit", paramLabel = "N", description = "At most so many, 1 to 10000.")
  private int limit = JobFilter.LIMIT_DEFAULT;

  @Option(
      names = "--columns",
      paramLabel = "A,B",
      completionCandidates = Choices.Columns.class,
      description =
          "Show these: id, state, type, conversation, created, took, note; or status,"
              + " report, started, completed, updated, attempt, priority, worker, stage, progress,"
              + " batch, error.")
  private @Nullable String columns;

  @Option(
      names = {"-w", "--watch"},
      description = "Look again every two seconds, until Ctrl-C.")
  private boolean watch;

  @Override
  public Exit run(Session session) {
    JobFilter filter = filters.draft(session.now()).filter(limit);
    List<ListColumn> shown = columns == null ? ListColumn.USUAL : ListColumn.parse(columns);
    try (OpenStore store = session.openStore()) {
      if (watch) {
        session.endPauseOnSignal();
      }
      if (watch && session.console().show() == Console.Show.ANIMATED && isTable(session)) {
        return redraw(store.jobs(), filter, shown, session);
      }
      print(store.jobs(), filter, shown, session);
      while (watch && session.pause(BETWEEN_LOOKS)) {
        print(store.jobs(), filter, shown, session);
      }
    }
    return Exit.OK;
  }

  private static boolean isTable(Session session) {
    return !session.globals().json() && !session.globals().quiet();
  }

  /** In the same place again and again, as many rows as there is room for. */
  private Exit redraw(JobStore store, JobFilter filter, List<ListColumn> shown, Session session) {
    try (Screen screen = new Screen(session.console(), false)) {
      do {
        Terminal.Size size = Terminal.size();
        List<String> lines =
            grid(store.rows(filter), shown, store, session)
                .lines(session.console().wide(size.columns()));
        int room = Math.max(1, size.rows() - 2);
        List<String> all = new ArrayList<>(lines.subList(0, Math.min(lines.size(), room)));
        all.add(lines.size() > room ? "… and " + (lines.size() - room) + " more; Ctrl-C ends" : "");
        screen.showTexts(all);
      } while (session.pause(BETWEEN_LOOKS));
    }
    return Exit.OK;
  }

  private void print(JobStore store, JobFilter filter, List<ListColumn> shown, Session session) {
    List<Row> rows = store.rows(filter);
    if (session.globals().json()) {
      session.print(PlainJson.of(rows));
    } else if (session.globals().quiet()) {
      rows.forEach(row -> session.print(Printable.line(row.jobId())));
    } else if (rows.isEmpty()) {
      session.say(
          filter.equals(JobFilter.NEWEST)
              ? "no jobs yet. `delphi submit FULL_PIPELINE -c CONVERSATION` makes one."
              : "no job matches." + filters.doubt());
    } else {
      grid(rows, shown, store, session).print(session.console());
      if (rows.size() == filter.limit()) {
        session.say("only the newest " + filter.limit() + ". --limit shows more.");
      }
    }
  }

  private static Grid grid(
      List<Row> rows, List<ListColumn> shown, JobStore store, Session session) {
    Instant now = session.now();
    Console console = session.console();
    Grid grid = new Grid(shown.stream().map(ListColumn::heading).toArray(String[]::new));
    for (Row row : rows) {
      Reading reading = store.read(row);
      JobLine line = JobLine.of(row, reading, now, console);
      grid.row(
          shown.stream()
              .map(column -> column.cell(line, row, reading, now, console))
              .toArray(Grid.Cell[]::new));
    }
    return grid;
  }
}
