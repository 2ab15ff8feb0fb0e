package delphi.jobs.app;

import delphi.jobs.app.screen.Width;
import delphi.jobs.ops.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of texts under headings.
 *
 * <p>On a terminal wide columns are cut until all of them fit, and those that do not fit all the
 * same are named below. Elsewhere nothing is cut; where bare values are wanted there are no
 * headings, and tabs between the values.
 */
final class Grid {
  private static final int GAP = 2;
  private static final int LEAST_GAP = 1;

  /** What is left of a column that has to make room for others, and of the last one. */
  private static final int CUT_TO = 12;

  private static final int LAST_CUT_TO = 8;

  private final List<String> headings;
  private final List<List<Cell>> rows = new ArrayList<>();

  Grid(String... headings) {
    this.headings = List.of(headings);
  }

  /**
   * One text in the grid.
   *
   * @param paint null for none
   */
  record Cell(String text, @Nullable Paint paint) {
    Cell {
      text = Printable.line(text.replaceAll("\\p{Cntrl}+", " "));
    }

    Cell(String text) {
      this(text, null);
    }
  }

  void row(Cell... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException("a row has " + headings.size() + " cells");
    }
    rows.add(List.of(cells));
  }

  /** The lines as they are printed. */
  List<String> lines(Console console) {
    if (console.show() == Console.Show.BARE) {
      return rows.stream()
          .map(row -> String.join("\t", row.stream().map(Cell::text).toList()))
          .toList();
    }
    Layout layout = layout(console);
    List<String> lines = new ArrayList<>();
    List<Cell> first = headings.stream().map(text -> new Cell(text, Paint.FAINT)).toList();
    lines.add(line(first, layout, console));
    rows.forEach(row -> lines.add(line(row, layout, console)));
    return lines;
  }

  void print(Console console) {
    lines(console).forEach(console.out()::println);
    if (console.show() != Console.Show.BARE) {
      omission(console)
          .map(said -> console.painted(Paint.FAINT, said))
          .ifPresent(console.out()::println);
    }
  }

  /** Which columns there is no room for, in words; empty when all are shown. */
  Optional<String> omission(Console console) {
    List<String> omitted = headings.subList(layout(console).widths().size(), headings.size());
    return omitted.isEmpty()
        ? Optional.empty()
        : Optional.of("(no room for: " + String.join(", ", omitted) + ")");
  }

  /**
   * Where columns stand.
   *
   * @param widths of those that are shown
   * @param gap between two of them
   */
  private record Layout(List<Integer> widths, int gap) {
    static Layout of(int[] widths, int gap) {
      return new Layout(Arrays.stream(widths).boxed().toList(), gap);
    }

    int whole() {
      return widths.stream().mapToInt(Integer::intValue).sum() + gap * (widths.size() - 1);
    }
  }

  private Layout layout(Console console) {
    int[] widths = new int[headings.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = Width.of(headings.get(column));
      for (List<Cell> row : rows) {
        widths[column] = Math.max(widths[column], Width.of(row.get(column).text()));
      }
    }
    return console.isTerminal() ? fitting(widths, console.columns()) : Layout.of(widths, GAP);
  }

  private Layout fitting(int[] widths, int room) {
    Layout wide = cut(widths.clone(), GAP, room);
    if (wide.whole() <= room) {
      return wide;
    }
    Layout close = cut(widths, LEAST_GAP, room);
    while (close.widths().size() > 1 && close.whole() > room) {
      close = new Layout(close.widths().subList(0, close.widths().size() - 1), close.gap());
    }
    return close.whole() <= room ? close : new Layout(List.of(room), LEAST_GAP);
  }

  /** The last column gives way first, for it holds what is said in words; the first one last. */
  private Layout cut(int[] widths, int gap, int room) {
    int last = widths.length - 1;
    int excess = Layout.of(widths, gap).whole() - room;
    excess -= cut(widths, last, LAST_CUT_TO, excess);
    int column = widest(widths, last);
    while (excess > 0 && column > 0) {
      excess -= cut(widths, column, CUT_TO, 1);
      column = widest(widths, last);
    }
    cut(widths, 0, CUT_TO, excess);
    return Layout.of(widths, gap);
  }

  /** The widest of those between the first and the last that can be cut; 0 when there is none. */
  private int widest(int[] widths, int last) {
    int widest = 0;
    for (int column = 1; column < last; column++) {
      boolean isFree = widths[column] > least(column, CUT_TO);
      if (isFree && (widest == 0 || widths[column] > widths[widest])) {
        widest = column;
      }
    }
    return widest;
  }

  /** Makes a column narrower by as much as is wanted and can be had; returns how much that is. */
  private int cut(int[] widths, int column, int least, int wanted) {
    int most = Math.max(0, widths[column] - least(column, least));
    int cut = Math.clamp(wanted, 0, most);
    widths[column] -= cut;
    return cut;
  }

  private int least(int column, int least) {
    return Math.max(least, Width.of(headings.get(column)));
  }

  private static String line(List<Cell> cells, Layout layout, Console console) {
    List<Integer> widths = layout.widths();
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.size(); column++) {
      Cell cell = cells.get(column);
      String text = Width.cut(cell.text(), widths.get(column));
      Paint paint = cell.paint();
      line.append(paint == null ? text : console.painted(paint, text));
      if (column < widths.size() - 1) {
        line.repeat(' ', widths.get(column) - Width.of(text) + layout.gap());
      }
    }
    return line.toString().stripTrailing();
  }
}
