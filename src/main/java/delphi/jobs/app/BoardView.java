package delphi.jobs.app;

import delphi.jobs.desk.Times;
import delphi.jobs.ops.Printable;
import java.io.PrintStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Shows the jobs of a {@link Board}: lines that are written over where that can be done, elsewhere
 * one line for each change.
 */
final class BoardView {
  private static final int LINES_MAX = 20;
  private static final String LINE_AFRESH = "\r\u001b[2K";

  private final Console console;
  private final Set<String> left = new HashSet<>();
  private final Map<String, String> printed = new HashMap<>();
  private List<String> onScreen = List.of();

  BoardView(Console console) {
    this.console = console;
  }

  /** Brings what is seen up to date. */
  void show(List<Board.Entry> all, Instant now) {
    List<Board.Entry> entries = all.stream().filter(entry -> !left.contains(entry.id())).toList();
    if (console.show() == Console.Show.ANIMATED) {
      redraw(entries, now);
    } else {
      entries.forEach(entry -> printIfNew(entry, now));
    }
  }

  /** What is seen now stays as it is; the jobs in it are not shown again unless they go on. */
  void leave(List<Board.Entry> entries) {
    entries.stream()
        .filter(entry -> entry.state().isTerminal())
        .forEach(entry -> left.add(entry.id()));
    onScreen = List.of();
  }

  private void redraw(List<Board.Entry> entries, Instant now) {
    int hidden = Math.max(0, entries.size() - LINES_MAX);
    Grid grid = new Grid("JOB", "STATE", "TYPE", "TOOK", "NOTE");
    entries.subList(hidden, entries.size()).forEach(entry -> grid.row(cells(entry, now)));
    List<String> lines = entries.isEmpty() ? List.of() : grid.lines(console);
    if (lines.equals(onScreen)) {
      return;
    }
    StringBuilder text = new StringBuilder();
    if (!onScreen.isEmpty()) {
      text.append("\u001b[").append(onScreen.size()).append('A');
    }
    lines.forEach(line -> text.append(LINE_AFRESH).append(line).append('\n'));
    PrintStream out = console.out();
    out.print(text);
    out.flush();
    onScreen = lines;
  }

  private static Grid.Cell[] cells(Board.Entry entry, Instant now) {
    return new Grid.Cell[] {
      new Grid.Cell(ShortId.of(entry.id())),
      new Grid.Cell(entry.state().name(), Paint.of(entry.state())),
      new Grid.Cell(entry.type().name()),
      new Grid.Cell(Times.span(entry.elapsed(now))),
      new Grid.Cell(entry.details())
    };
  }

  /** A new stage is worth a line, a new percentage of the same one is not. */
  private void printIfNew(Board.Entry entry, Instant now) {
    String what = entry.state() + " " + entry.note();
    if (what.equals(printed.put(entry.id(), what))) {
      return;
    }
    String took = entry.elapsed(now) == null ? "" : " after " + Times.span(entry.elapsed(now));
    String note = entry.details().isEmpty() ? "" : ": " + entry.details();
    console
        .out()
        .println(
            Times.iso(now)
                + " "
                + entry.id()
                + " "
                + entry.type()
                + " "
                + console.painted(Paint.of(entry.state()), entry.state().name())
                + took
                + Printable.line(note.replaceAll("\\p{Cntrl}+", " ")));
  }
}
