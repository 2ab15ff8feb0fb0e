package delphi.jobs.app;

import static java.time.temporal.ChronoUnit.MICROS;

import delphi.jobs.desk.Exit;
import delphi.jobs.desk.FilterDraft;
import delphi.jobs.desk.JobFinder;
import delphi.jobs.desk.LogChoice;
import delphi.jobs.desk.LogCursor;
import delphi.jobs.desk.LogFields;
import delphi.jobs.desk.LogMark;
import delphi.jobs.desk.LogPiece;
import delphi.jobs.desk.LogTrail;
import delphi.jobs.desk.PlainJson;
import delphi.jobs.desk.Problem;
import delphi.jobs.job.Job;
import delphi.jobs.job.LogEntry;
import delphi.jobs.job.LogTail;
import delphi.jobs.job.Unreadable;
import delphi.jobs.store.StoreException;
import delphi.jobs.store.journal.Journal.Look;
import delphi.jobs.store.journal.LogRecord.Origin;
import delphi.jobs.store.row.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the log of one job: all of it, out of the journal, or what its row holds of it. */
@Command(name = "logs", description = "Print the log of one job.")
final class LogsVerb implements Verb {
  @Parameters(paramLabel = "ID", description = "The job.")
  private String id = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Go on until the job ends; the exit code tells how.")
  private boolean follow;

  @Option(names = "--tail", paramLabel = "N", description = "Only the newest N lines.")
  private int tail = Integer.MAX_VALUE;

  @Option(names = "--attempt", paramLabel = "N", description = "Only this attempt, counted from 1.")
  private @Nullable Integer attempt;

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      description = "Only lines since then: a span (2h) or a time (2026-11-22T10:00:00Z).")
  private @Nullable String since;

  @Option(names = "--stdout", description = "Only what the job printed to standard output.")
  private boolean stdout;

  @Option(names = "--stderr", description = "Only what the job printed to standard error.")
  private boolean stderr;

  @Option(
      names = "--after",
      paramLabel = "CURSOR",
      description = "Only what comes after this place, which an interrupted `logs -f` has named.")
  private @Nullable String after;

  @Override
  public Exit run(Session session) {
    if (tail < 0) {
      throw new Problem(Exit.USAGE, "--tail " + tail, "it is negative", "Give 0 or more.");
    }
    LogChoice choice = choice(session);
    LogCursor start = after == null ? null : LogCursor.parse(after);
    try (OpenStore store = session.openStore()) {
      Row row = new JobFinder(store.jobs(), store.chronicle()).find(id);
      if (follow) {
        return new LogFollow(store, session, row.jobId(), choice, start).untilEnd(tail);
      }
      print(store, row, choice, start, session);
      return Exit.OK;
    }
  }

  private LogChoice choice(Session session) {
    Set<Origin> origins = EnumSet.noneOf(Origin.class);
    if (stdout) {
      origins.add(Origin.STDOUT);
    }
    if (stderr) {
      origins.add(Origin.STDERR);
    }
    FilterDraft draft = new FilterDraft(session.now());
    if (since != null) {
      draft.put("since", since);
    }
    return new LogChoice(attempt, draft.filter(1).since(), origins);
  }

  private void print(
      OpenStore store, Row row, LogChoice choice, @Nullable LogCursor start, Session session) {
    List<LogPiece> pieces = List.of();
    LogTail inRow = LogTail.EMPTY;
    try {
      pieces = new LogTrail(store.journal(), row.jobId(), start, session::say).look(Look.CERTAIN);
    } catch (StoreException unanswered) {
      session.say(unanswered.getMessage() + ". This is what the row holds of the log.");
    }
    if (start == null) {
      inRow = inRow(store, row, pieces.isEmpty());
    }
    if (pieces.isEmpty() && inRow.isElsewhere()) {
      session.say("the journal has nothing of this log; this is what the row holds of it.");
    } else if (pieces.isEmpty() && inRow.dropped() > 0) {
      session.say(inRow.dropped() + " older entries are no longer in the row.");
    }
    List<LogEntry> entries =
        inRow.entries().stream().filter(choice::takes).filter(before(pieces)).toList();
    LogMark mark = LogMark.in(store.jobs().read(row), entries, pieces);
    print(entries, pieces.stream().filter(choice::takes).toList(), mark, choice, session);
  }

  private static LogTail inRow(OpenStore store, Row row, boolean isNeeded) {
    return switch (store.jobs().read(row)) {
      case Job job -> job.log();
      case Unreadable unreadable when isNeeded ->
          throw new Problem(
              Exit.FAILED,
              "job " + unreadable.id(),
              "its row cannot be read",
              "`delphi show " + unreadable.id() + "` says why.");
      case Unreadable _ -> LogTail.EMPTY;
    };
  }

  /** What attempts have left in the row that knew no journal. */
  private static Predicate<LogEntry> before(List<LogPiece> pieces) {
    if (pieces.isEmpty()) {
      return _ -> true;
    }
    Instant first = pieces.getFirst().said().at().truncatedTo(MICROS);
    return entry -> {
      Instant at = entry.at();
      return at != null && at.isBefore(first);
    };
  }

  private void print(
      List<LogEntry> entries,
      List<LogPiece> pieces,
      LogMark mark,
      LogChoice choice,
      Session session) {
    int all = entries.size() + pieces.size();
    int skipped = Math.max(0, all - tail);
    List<LogEntry> shownEntries =
        entries.subList(Math.min(skipped, entries.size()), entries.size());
    List<LogPiece> shownPieces =
        pieces.subList(Math.max(0, skipped - entries.size()), pieces.size());
    if (session.globals().json()) {
      List<Map<String, @Nullable Object>> objects = new ArrayList<>();
      shownEntries.forEach(entry -> objects.add(marked(mark.isOn(entry), LogFields.of(entry))));
      shownPieces.forEach(piece -> objects.add(marked(mark.isOn(piece), LogFields.of(piece))));
      session.print(PlainJson.of(objects));
      return;
    }
    if (all == 0) {
      session.say("the log is empty.");
    }
    LogPrinter printer = new LogPrinter(session, choice);
    printer.mark(mark);
    printer.printEntries(shownEntries);
    printer.print(shownPieces);
  }

  private static Map<String, @Nullable Object> marked(
      boolean decides, Map<String, @Nullable Object> object) {
    if (decides) {
      object.put("decides", true);
    }
    return object;
  }
}
