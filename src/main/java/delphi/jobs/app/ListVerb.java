package delphi.jobs.app;

import delphi.jobs.app.ListOrder.Listed;
import delphi.jobs.desk.Exit;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.desk.Problem;
import delphi.jobs.job.Reading;
import delphi.jobs.ops.Printable;
import delphi.jobs.store.JobFilter;
import delphi.jobs.store.JobStore;
import delphi.jobs.store.row.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
      names = "--sort",
      paramLabel = "COLUMN",
      completionCandidates = Choices.Columns.class,
      description =
          "In the order of this column, the smallest first, of the rows that were read (--limit); else"
              + " the newest first.")
  private @Nullable String sort;

  @Option(
      names = {"-r", "--reverse"},
      description = "The other way round, with --sort.")
  private boolean isReversed;

  @Option(
      names = {"-w", "--watch"},
      description = "Look again every two seconds, until Ctrl-C.")
  private boolean watch;

  @Override
  public Exit run(Session session) {
    JobFilter filter = filters.draft(session.now()).filter(limit);
    View view = new View(columns == null ? ListColumn.USUAL : ListColumn.parse(columns), order());
    try (OpenStore store = session.openStore()) {
      if (watch) {
        session.endPauseOnSignal();
      }
      if (watch && session.console().show() == Console.Show.ANIMATED && isTable(session)) {
        return redraw(store.jobs(), filter, view, session);
      }
      print(store.jobs(), filter, view, session);
      while (watch && session.pause(BETWEEN_LOOKS)) {
        print(store.jobs(), filter, view, session);
      }
    }
    return Exit.OK;
  }

  /**
   * What is shown of jobs.
   *
   * @param order null for the newest first
   */
  private record View(List<ListColumn> columns, @Nullable ListOrder order) {}

  private @Nullable ListOrder order() {
    if (sort == null && isReversed) {
      throw new Problem(
          Exit.USAGE, "--reverse", "it says nothing by itself", "Say --sort COLUMN as well.");
    }
    return sort == null ? null : new ListOrder(ListColumn.of("--sort", sort), isReversed);
  }

  private static boolean isTable(Session session) {
    return !session.globals().json() && !session.globals().quiet();
  }

  /** In the same place again and again, as many rows as there is room for. */
  private Exit redraw(JobStore store, JobFilter filter, View view, Session session) {
    try (Screen screen = new Screen(session.console(), false)) {
      do {
        Terminal.Size size = Terminal.size();
        Console console = session.console().wide(size.columns());
        Grid grid = grid(listed(store, filter, view, session), view, session);
        List<String> lines = grid.lines(console);
        int room = Math.max(1, size.rows() - 2);
        List<String> all = new ArrayList<>(lines.subList(0, Math.min(lines.size(), room)));
        String more =
            lines.size() > room ? "… and " + (lines.size() - room) + " more; Ctrl-C ends " : "";
        all.add(more + grid.omission(console).orElse(""));
        screen.showTexts(all);
      } while (session.pause(BETWEEN_LOOKS));
    }
    return Exit.OK;
  }

  private void print(JobStore store, JobFilter filter, View view, Session session) {
    List<Listed> jobs = listed(store, filter, view, session);
    List<Row> rows = jobs.stream().map(Listed::row).toList();
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
      grid(jobs, view, session).print(session.console());
    }
    if (!rows.isEmpty() && rows.size() == filter.limit() && isTable(session)) {
      String sorted = view.order() == null ? "" : ", which are sorted";
      session.say("only the newest " + filter.limit() + sorted + ". --limit shows more.");
    }
  }

  private static List<Listed> listed(JobStore store, JobFilter filter, View view, Session session) {
    Stream<Listed> jobs =
        store.rows(filter).stream()
            .map(row -> {
              Reading reading = store.read(row);
              JobLine line = JobLine.of(row, reading, session.now(), session.console());
              return new Listed(row, reading, line);
            });
    ListOrder order = view.order();
    return (order == null ? jobs : jobs.sorted(order)).toList();
  }

  private static Grid grid(List<Listed> jobs, View view, Session session) {
    Instant now = session.now();
    Console console = session.console();
    Grid grid = new Grid(view.columns().stream().map(ListColumn::heading).toArray(String[]::new));
    for (Listed job : jobs) {
      grid.row(
          view.columns().stream()
              .map(column -> column.cell(job.line(), job.row(), job.reading(), now, console))
              .toArray(Grid.Cell[]::new));
    }
    return grid;
  }
}
