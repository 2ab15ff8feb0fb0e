package delphi.jobs.app;

import delphi.jobs.app.screen.Width;
import delphi.jobs.ops.Printable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of texts under headings.
 *
 * <p>On a terminal a line is cut to the width; elsewhere nothing is cut; where bare values are
 * wanted there are no headings, and tabs between the values.
 */
final class Grid {
  private static final String GAP = "  ";

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
    int[] widths = widths();
    List<String> lines = new ArrayList<>();
    List<Cell> first = headings.stream().map(text -> new Cell(text, Paint.FAINT)).toList();
    lines.add(line(first, widths, console));
    rows.forEach(row -> lines.add(line(row, widths, console)));
    return lines;
  }

  void print(Console console) {
    lines(console).forEach(console.out()::println);
  }

  private int[] widths() {
    int[] widths = new int[headings.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = Width.of(headings.get(column));
      for (List<Cell> row : rows) {
        widths[column] = Math.max(widths[column], Width.of(row.get(column).text()));
      }
    }
    return widths;
  }

  private static String line(List<Cell> cells, int[] widths, Console console) {
    StringBuilder line = new StringBuilder();
    int room = console.isTerminal() ? console.columns() : Integer.MAX_VALUE;
    for (int column = 0; column < widths.length && room > 0; column++) {
      Cell cell = cells.get(column);
      String text = Width.cut(cell.text(), room);
      Paint paint = cell.paint();
      line.append(paint == null ? text : console.painted(paint, text));
      room -= Width.of(text);
      if (column < widths.length - 1) {
        int blanks = Math.min(room, widths[column] - Width.of(text) + GAP.length());
        line.repeat(' ', blanks);
        room -= blanks;
      }
    }
    return line.toString().stripTrailing();
  }
}
