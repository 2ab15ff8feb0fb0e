package delphi.jobs.app.top;

import delphi.jobs.app.screen.Line;
import delphi.jobs.app.screen.Piece;
import delphi.jobs.app.screen.Sheet;
import delphi.jobs.app.screen.Sheet.Column;
import delphi.jobs.app.screen.Tone;
import delphi.jobs.app.screen.Width;
import delphi.jobs.experience.Usual;
import delphi.jobs.overview.Picture;
import delphi.jobs.overview.Spell;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Lays a picture out on so many columns and rows: numbers first, then who works, what runs, what
 * waits, and what has failed. What runs gets the rows that the others leave.
 */
public final class Panel {
  /** As long as nobody says otherwise, every row is shown. */
  public static final int ROWS_ALL = Integer.MAX_VALUE;

  private static final int BAR = 10;
  private static final int WORKERS_MAX = 6;
  private static final int QUEUES_MAX = 5;
  private static final int RUNNING_MIN = 3;

  private final int columns;
  private final int rows;
  private final UnaryOperator<String> shortId;

  /**
   * @param rows at most so many lines
   * @param shortId what is shown of an id
   */
  public Panel(int columns, int rows, UnaryOperator<String> shortId) {
    this.columns = columns;
    this.rows = rows;
    this.shortId = shortId;
  }

  /** The lines, none too wide, and no more than there is room for. */
  public List<Line> lines(String place, Picture picture, Instant now, Line footer) {
    List<Line> head = List.of(title(place, now), numbers(picture, now), Line.EMPTY);
    List<Line> workers = section(workers(picture), WORKERS_MAX, "pollers");
    List<Line> waiting = section(waiting(picture), QUEUES_MAX, "types");
    List<Line> failed = section(failed(picture, now), QUEUES_MAX, "jobs");
    int foot = footer.pieces().isEmpty() ? 0 : 1;
    int room = rows - head.size() - foot;
    int others = workers.size() + waiting.size() + failed.size();
    List<Line> running =
        section(running(picture), Math.max(RUNNING_MIN, room - others - 2), "jobs");
    List<Line> all = new ArrayList<>(head);
    all.addAll(running);
    all.addAll(workers);
    all.addAll(waiting);
    all.addAll(failed);
    List<Line> fitting = new ArrayList<>(all.subList(0, Math.min(all.size(), rows - foot)));
    while (fitting.getLast().equals(Line.EMPTY)) {
      fitting.removeLast();
    }
    if (foot > 0) {
      while (rows != ROWS_ALL && fitting.size() < rows - foot) {
        fitting.add(Line.EMPTY);
      }
      fitting.add(footer.within(columns));
    }
    return fitting;
  }

  private Line title(String place, Instant now) {
    String time = now.toString().substring(11, 19) + " UTC";
    String name = "delphi top  ";
    String where = Width.cut(place, columns - Width.of(name) - time.length() - 2);
    String blanks = " ".repeat(Math.max(1, columns - Width.of(name + where) - time.length()));
    return Line.of(
        new Piece(name, Tone.STRONG),
        Piece.plain(where),
        Piece.plain(blanks),
        new Piece(time, Tone.FAINT));
  }

  private Line numbers(Picture picture, Instant now) {
    int waiting = picture.waiting().stream().mapToInt(Picture.Queue::count).sum();
    boolean isMore = picture.waiting().stream().anyMatch(Picture.Queue::isMore);
    Picture.Failures failures = picture.failures();
    List<Piece> pieces = new ArrayList<>();
    add(pieces, picture.running().size() + " running", tone(picture.running().size(), Tone.BUSY));
    add(pieces, waiting + (isMore ? "+" : "") + " waiting", tone(waiting, Tone.STRONG));
    Instant next = picture.parked().next();
    String due = next == null ? "" : " (next " + due(next, now) + ")";
    add(
        pieces,
        picture.parked().count() + " parked" + due,
        tone(picture.parked().count(), Tone.WAITING));
    add(pieces, picture.held().count() + " held", tone(picture.held().count(), Tone.WAITING));
    add(
        pieces,
        failures.count() + (failures.isMore() ? "+" : "") + " failed (1h)",
        tone(failures.count(), Tone.BAD));
    return new Line(pieces).within(columns);
  }

  private static void add(List<Piece> pieces, String text, Tone tone) {
    if (!pieces.isEmpty()) {
      pieces.add(new Piece(" · ", Tone.FAINT));
    }
    pieces.add(new Piece(text, tone));
  }

  private static Tone tone(int count, Tone tone) {
    return count == 0 ? Tone.FAINT : tone;
  }

  private static String due(Instant at, Instant now) {
    return at.isAfter(now) ? "in " + Spell.of(Duration.between(now, at)) : "now";
  }

  private Sheet running(Picture picture) {
    Sheet sheet =
        new Sheet(
            Column.fixed("JOB"),
            Column.flexible("TYPE"),
            Column.fixed("CONV").dispensable(4),
            Column.fixed("DONE"),
            Column.flexible("STAGE"),
            Column.number("RUNS"),
            Column.fixed("LEFT"),
            Column.number("QUIET").dispensable(3),
            Column.number("TRY").dispensable(5),
            Column.flexible("POLLER").dispensable(6));
    for (Picture.Running job : picture.running()) {
      boolean isLate = job.estimate() != null && job.estimate().isLate();
      sheet.row(
          new Piece(shortId.apply(job.id()), Tone.STRONG),
          Piece.plain(job.type().name()),
          Piece.plain(job.conversation()),
          new Piece(bar(job.done()), Tone.BUSY),
          Piece.plain(job.stage()),
          Piece.plain(Spell.of(job.elapsed())),
          new Piece(Spell.left(job.estimate()), isLate ? Tone.WAITING : Tone.PLAIN),
          Piece.plain(Spell.of(job.quiet())),
          Piece.plain(Integer.toString(job.attempt())),
          new Piece(job.worker(), Tone.FAINT));
    }
    return sheet;
  }

  private static String bar(@Nullable Double done) {
    if (done == null) {
      return "-";
    }
    int full = (int) Math.round(Math.clamp(done, 0, 1) * BAR);
    return "█".repeat(full) + "░".repeat(BAR - full) + " " + Math.round(done * 100) + "%";
  }

  private static Sheet workers(Picture picture) {
    Sheet sheet =
        new Sheet(
            Column.flexible("POLLER"),
            Column.fixed("BUSY"),
            Column.number("HEARD"),
            Column.flexible("NOTE").dispensable(1));
    for (Picture.Worker worker : picture.workers()) {
      Integer slots = worker.slots();
      sheet.row(
          Piece.plain(worker.id()),
          new Piece(worker.busy() + (slots == null ? "" : " of " + slots), Tone.BUSY),
          Piece.plain(Spell.of(worker.heardOf())),
          new Piece(worker.note(), Tone.WAITING));
    }
    return sheet;
  }

  private static Sheet waiting(Picture picture) {
    Sheet sheet =
        new Sheet(
            Column.flexible("WAITING"),
            Column.number("JOBS"),
            Column.number("OLDEST"),
            Column.fixed("USUALLY TAKES"));
    for (Picture.Queue queue : picture.waiting()) {
      sheet.row(
          Piece.plain(queue.type().name()),
          Piece.plain(queue.count() + (queue.isMore() ? "+" : "")),
          Piece.plain(Spell.of(queue.oldest())),
          new Piece(usual(queue.usual()), Tone.FAINT));
    }
    return sheet;
  }

  private static String usual(Usual usual) {
    return usual.isKnown()
        ? Spell.of(usual.median()) + ", 9 of 10 up to " + Spell.of(usual.p90())
        : "-";
  }

  private Sheet failed(Picture picture, Instant now) {
    Sheet sheet =
        new Sheet(
            Column.fixed("FAILED"),
            Column.flexible("TYPE"),
            Column.number("AGO"),
            Column.flexible("WHY"));
    for (Picture.Failed job : picture.failures().newest()) {
      sheet.row(
          new Piece(shortId.apply(job.id()), Tone.STRONG),
          Piece.plain(job.type().name()),
          Piece.plain(Spell.of(Duration.between(job.at(), now))),
          new Piece(job.why(), Tone.BAD));
    }
    return sheet;
  }

  /** A table of at most so many rows and a blank line, or nothing. */
  private List<Line> section(Sheet sheet, int rowsMax, String what) {
    if (sheet.size() == 0) {
      return List.of();
    }
    List<Line> lines = sheet.lines(columns);
    int shown = Math.min(sheet.size(), rowsMax);
    List<Line> section = new ArrayList<>(lines.subList(0, 1 + shown));
    if (shown < sheet.size()) {
      section.add(
          Line.of(new Piece("… and " + (sheet.size() - shown) + " " + what + " more", Tone.FAINT)));
    }
    section.add(Line.EMPTY);
    return section;
  }
}
